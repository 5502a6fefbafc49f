/**
 * Families of products by the vendors' own numbering: what is called `1756-L71` in a cabinet is
 * called "ControlLogix 5570" in an advisory. From the vendors' public catalogues.
 */
interface Family {
  readonly vendor: string
  readonly name: string
  /** The order numbers of the family, compacted. */
  readonly numbers?: RegExp
  /** What its members are called where no number is written. */
  readonly called?: RegExp
}

const FAMILIES: readonly Family[] = [
  siemens('S7-300 CPU', /^6ES731\d-/, /\bCPU ?31\d/i),
  siemens('S7-400 CPU', /^6ES741\d-/, /\bCPU ?41\d/i),
  siemens('S7-1200 CPU', /^6ES721\d-1[A-Z]{2}[345]/, /\bCPU ?12\d\d/i),
  siemens('S7-1500 CPU', /^6ES751\d-/, /\bCPU ?15\d\d/i),
  rockwell('ControlLogix 5550', /^1756-L1/),
  rockwell('ControlLogix 5560', /^1756-L6\d(?!.*S)/),
  rockwell('GuardLogix 5560', /^1756-L6\dS/),
  rockwell('ControlLogix 5570', /^1756-L7\d(?!.*S)/),
  rockwell('GuardLogix 5570', /^1756-L7\dS/),
  rockwell('ControlLogix 5580', /^1756-L8\d(?!.*S)/),
  rockwell('GuardLogix 5580', /^1756-L8\dE?S/),
  rockwell('1768 CompactLogix', /^1768-L/),
  rockwell('CompactLogix 5370 L1', /^1769-L1[689]/),
  rockwell('CompactLogix 5370 L2', /^1769-L2[47]/),
  rockwell('CompactLogix 5370 L3', /^1769-L3[03678]ER(?!.*S)/),
  rockwell('Compact GuardLogix 5370', /^1769-L3[03678]ER.*S/),
  rockwell('1769 CompactLogix', /^1769-L(?:[23]\d|3\d[CE]?)$/),
  rockwell('CompactLogix 5380', /^5069-L3\d+(?!.*S)/),
  rockwell('Compact GuardLogix 5380', /^5069-L3.*S/),
  rockwell('CompactLogix 5480', /^5069-L4/),
  rockwell('MicroLogix 1100', /^1763-L16/),
  rockwell('MicroLogix 1200', /^1762-L/),
  rockwell('MicroLogix 1400', /^1766-L32/),
  rockwell('MicroLogix 1500', /^1764-L/),
  rockwell('Micro800', /^2080-LC/, /\bMicro ?8[1-7]0\b/i),
  rockwell('PowerFlex 525', /^25B-/),
  rockwell('PanelView Plus 6', /^2711P-[A-Z]+\d+[A-Z0-9]*[89]$/),
  rockwell('PanelView 5510', /^2715P-/),
  rockwell('Stratix 5700', /^1783-(?:BMS|ZMS)/),
  rockwell('Stratix 5400', /^1783-HMS/),
  rockwell('Stratix 5410', /^1783-IMS/),
  rockwell('Stratix 5950', /^1783-SAD/),
  rockwell('Stratix 8000', /^1783-MS/),
  rockwell('Stratix 8300', /^1783-RMS/),
  schneider('Modicon M340', /^BMXP34/),
  schneider('Modicon M580', /^BME[PH]58/),
  schneider('Modicon Quantum', /^140CPU/),
  schneider('Modicon Premium', /^TSXP57/),
  schneider('Modicon MC80', /^BMKC80/),
  schneider('Modicon Momentum', /^171CBU/),
  schneider('Modicon M221', /^TM221/, /\bTM221/),
  schneider('Modicon M241', /^TM241/, /\bTM241/),
  schneider('Modicon M251', /^TM251/, /\bTM251/),
  schneider('Modicon M258', /^TM258/, /\bTM258/),
  schneider('Modicon M262', /^TM262/, /\bTM262/),
  { vendor: 'hitachi energy', name: 'RTU500 series', called: /\bRTU5\d\d/i },
  { vendor: 'abb', name: 'RTU500 series', called: /\bRTU5\d\d/i },
]

function siemens(name: string, numbers: RegExp, called?: RegExp): Family {
  return { vendor: 'siemens', name, numbers, ...(called === undefined ? {} : { called }) }
}

function rockwell(name: string, numbers: RegExp, called?: RegExp): Family {
  return {
    vendor: 'rockwell automation',
    name,
    numbers,
    ...(called === undefined ? {} : { called }),
  }
}

function schneider(name: string, numbers: RegExp, called?: RegExp): Family {
  return {
    vendor: 'schneider electric',
    name,
    numbers,
    ...(called === undefined ? {} : { called }),
  }
}

/** What the vendor calls the family of these order numbers and names; none where we do not know. */
export function familiesOf(asset: {
  readonly vendors: readonly string[]
  readonly orderNumbers: readonly string[]
  readonly names: readonly string[]
}): readonly string[] {
  const found = FAMILIES.filter(({ vendor, numbers, called }) => {
    if (asset.vendors.length > 0 && !asset.vendors.includes(vendor)) return false
    if (numbers !== undefined && asset.orderNumbers.some((one) => numbers.test(one))) return true
    return called !== undefined && asset.names.some((name) => called.test(name))
  })
  return [...new Set(found.map(({ name }) => name))]
}

/** What an entry says in general of the names that it means, as keys that meet those of an asset. */
const WORD_OF_FAMILY = /\b(?:series|famil(?:y|ies)|line)\b/i

/**
 * Keys of the families that an entry's name speaks of: `RTU500 series` means RTU560 too, `Relion 670
 * series` the RED670, `NJ-series` the NJ501. Empty where it names no family.
 */
export function familyKeysOfEntry(name: string): readonly string[] {
  const keys = new Set<string>()
  if (LINES.test(name)) {
    for (const word of name.match(/(?<![\w-])[A-Z]{2,8}(?![\w-])/g) ?? []) keys.add(`stem ${word}`)
  }
  if (!WORD_OF_FAMILY.test(name)) return [...keys]
  for (const word of name.replaceAll(/\((?:incl|including)\b[^()]*\)/gi, ' ').split(/[\s,()/]+/)) {
    for (const part of partsOf(word)) {
      const [, letters = '', stem = '', zeros = ''] = ROUND.exec(part) ?? []
      if (zeros !== '' && (letters !== '' || stem.length > 1)) {
        keys.add(`round ${letters}${stem}:${zeros.length}`)
      }
      if (/^[1-9]\d{2,3}$/.test(part)) keys.add(`number ${part}`)
      else if (/^[A-Z]{2,8}$/.test(part) && BARE.test(name)) keys.add(`stem ${part}`)
    }
  }
  return [...keys]
}

/** `RSP RSPE RSPS RSPL MSP`: lines of products, one after the other. */
const LINES = /(?:^|\s)(?:[A-Z]{2,8}[\s,/]+){3}[A-Z]{2,8}(?![\w-])/
const ROUND = /^([A-Z]{0,8})(\d*[1-9])(0{1,3})[A-Z]{0,4}$/
/** `NJ-series`, `Magelis HMIGTO series`: letters right before the word. */
const BARE = /(?:^|[\s/])[A-Z]{2,8}[- ](?:series|family)\b/i

/** The keys under which a family may hold an asset that is called so. */
export function familyKeysOfAsset(names: readonly string[]): readonly string[] {
  const keys = new Set<string>()
  for (const word of names.flatMap((name) => name.split(/[\s,()/]+/))) {
    for (const part of partsOf(word)) {
      const [, letters = '', digits = ''] = /^([A-Z]{0,8})(\d{2,5})/.exec(part) ?? []
      if (digits === '') continue
      for (let zeros = 1; zeros <= 3 && zeros < digits.length; zeros++) {
        keys.add(`round ${letters}${digits.slice(0, -zeros)}:${zeros}`)
      }
      if (letters !== '') keys.add(`number ${digits}`)
      if (letters.length > 1) keys.add(`stem ${letters}`)
    }
  }
  return [...keys]
}

/** `X-200IRT` is read as `X200IRT`, and as `X` and `200IRT`. */
function partsOf(word: string): readonly string[] {
  const upper = word.length > 40 ? '' : word.toUpperCase()
  const parts = upper.split('-').filter((part) => part !== '')
  return parts.length < 2 ? parts : [parts.join(''), ...parts]
}

const PLACEHOLDERS_AT_MOST = 8

/** `DS-2CD2xx2FWD`, `140NOE771x1`, `DS-K1T671XXX`: words with letters that stand for any sign. */
export function placeholdersIn(name: string): readonly RegExp[] {
  return name
    .split(/[\s,()/]+/)
    .filter(isPlaceholder)
    .slice(0, PLACEHOLDERS_AT_MOST)
    .map((word) => {
      // Only letters, digits and hyphens get here, so nothing needs escaping.
      const signs = word.replaceAll(/X{3,}/g, (run) => 'x'.repeat(run.length))
      const open = signs.replace(/x+$/, '').replaceAll('-', '-?').replaceAll('x', '[A-Z0-9]')
      return new RegExp(`^[A-Z]{0,4}${open}`)
    })
}

function isPlaceholder(word: string): boolean {
  if (word.length > 24 || !/^[A-Z0-9-]+$/.test(word.replaceAll('x', ''))) return false
  const fixed = word.search(/x|XXX/)
  return fixed >= 2 && /\d/.test(word.slice(0, fixed))
}
