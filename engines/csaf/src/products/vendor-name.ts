import { textOfUtf8 } from '@holdpoint/std'

const LEGAL_FORMS = new Set(
  (
    'ab ag as asa bv co company corp corporation gmbh inc incorporated international kg kgaa limited llc ltd ' +
    'nv oy plc pte pty sa sarl se spa srl'
  ).split(' '),
)

// "Phoenix Contact GmbH & Co. KG" leaves an "and" behind.
const LAST_WORDS = new Set([...LEGAL_FORMS, 'and'])

// One company under names that differ by more than spelling.
const ALIASES: Readonly<Record<string, string>> = {
  'allen bradley': 'rockwell automation',
  rockwell: 'rockwell automation',
  'rockwell automation allen bradley': 'rockwell automation',
  schneider: 'schneider electric',
  'schneider electric se': 'schneider electric',
  'schneider electric software': 'schneider electric',
  wonderware: 'aveva',
  osisoft: 'aveva',
  'ge digital': 'ge',
  'hitachi abb power grids': 'hitachi energy',
  'aveva software': 'aveva',
  mitsubishi: 'mitsubishi electric',
  sel: 'schweitzer engineering laboratories',
  'schweitzer engineering laboratories sel': 'schweitzer engineering laboratories',
  'honeywell process solutions': 'honeywell',
  'ge fanuc': 'ge',
  'general electric': 'ge',
  'phoenix contact and co': 'phoenix contact',
  'wago kontakttechnik': 'wago',
  'moxa technologies': 'moxa',
}

/** The vendor as compared: spelling, legal form and damaged letters do not count. */
export function normalVendor(vendor: string): string {
  const words = plainText(vendor)
    .replaceAll('&', ' and ')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  while (words.length > 1 && LAST_WORDS.has(words.at(-1) ?? '')) words.pop()
  const name = words.join(' ')
  return ALIASES[name] ?? name
}

const SEPARATORS =
  /,|;|\/|\||\band\b|\((?:formerly|now|also)?\b|\)|\b(?:an? )?(?:subsidiary|affiliate) of\b/i
// Alone they name nobody.
const NOBODY = new Set([
  'company',
  'systems',
  'the',
  'of',
  'solutions',
  'technologies',
  'control',
  'controls',
])

/**
 * Every company that a vendor field names: "General Electric (GE)", "ENEA, ITRON and Wind River".
 * The first is the whole field; empty where it names none, as "multiple" or "n/a".
 */
export function vendorsNamed(field: string): readonly string[] {
  const whole = normalVendor(field)
  if (NOT_ONE.test(whole)) return []
  const parts = repairMojibake(field)
    .split(SEPARATORS)
    .map(normalVendor)
    .filter((part) => part.length > 1 && !NOBODY.has(part) && !LEGAL_FORMS.has(part))
  return [...new Set([whole, ...parts])]
}

const NOT_ONE = /^(?:n a|none|unknown|(?:multiple|various|several)\b.*)?$/

/**
 * Lower case without accents, with damaged UTF-8 repaired; for comparison only, never for display.
 */
export function plainText(text: string): string {
  return repairMojibake(text)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u2122\u00ae\u00a9]/g, '')
    .toLowerCase()
    .trim()
}

/** `GeutebrÃ¼ck` was UTF-8 read as Latin-1: take the characters as bytes again. */
export function repairMojibake(text: string): string {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf]/.test(text) || /[\u0100-\uffff]/.test(text)) return text
  return textOfUtf8(Uint8Array.from(text, (char) => char.charCodeAt(0))) ?? text
}

// Product lines that went from one company to the other, and stand under either name in inventories.
const SUCCEEDED: ReadonlySet<string> = new Set(
  [
    ['abb', 'hitachi energy'],
    ['schneider electric', 'aveva'],
    ['schneider electric', 'invensys'],
    ['schneider electric', 'triconex'],
    ['schneider electric', 'foxboro'],
    ['aveva', 'invensys'],
    ['ge', 'emerson'],
    ['ge', 'bently nevada'],
    ['baker hughes', 'bently nevada'],
    ['codesys', '3s smart software solutions'],
    ['kepware', 'ptc'],
    ['belden', 'hirschmann'],
    ['belden', 'hirschmann automation and control'],
    ['siemens', 'ruggedcom'],
    ['siemens', 'mentor'],
    ['phoenix contact', 'innominate security technologies'],
    ['honeywell', 'saia burgess controls'],
    ['honeywell', 'matrikon'],
    ['rockwell automation', 'ics triplex'],
    ['mitsubishi electric', 'iconics'],
    ['eaton', 'cooper power systems'],
  ].flatMap(([one, other]) => [`${one}>${other}`, `${other}>${one}`]),
)

/**
 * Whether two names may be of one company although they are not the same: one begins with the other
 * (`Softing` and `Softing Industrial Automation`), they are one but for spaces, or for one letter in
 * a long name, or one took over products of the other. Names are as `normalVendor` gives them.
 */
export function mayBeOneVendor(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length < 2) return false
  if (long.startsWith(short) && (long.length === short.length || long[short.length] === ' ')) {
    return true
  }
  if (long.length - short.length <= BLANKS_AT_MOST && isAlmost(short, long)) return true
  return SUCCEEDED.has(`${one}>${other}`)
}

const BLANKS_AT_MOST = 4

/** The same but for blanks, or for one letter. */
function isAlmost(short: string, long: string): boolean {
  // Nobody misspells the first letter.
  if (short[0] !== long[0]) return false
  const [bareShort, bareLong] = [short.replaceAll(' ', ''), long.replaceAll(' ', '')]
  if (bareShort === bareLong) return true
  const [less, more] =
    bareShort.length <= bareLong.length ? [bareShort, bareLong] : [bareLong, bareShort]
  return less.length >= 7 && differsByOne(less, more)
}

/** One letter more, less or other. `short` is not the longer one. */
function differsByOne(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  const rest = long.slice(at + 1)
  return rest === short.slice(at) || rest === short.slice(at + 1)
}

/** Whether a company as a plant writes it may be one that an advisory names. */
export function vendorsMayMeet(own: string, listed: string): boolean {
  const [ownNames, listedNames] = [vendorsNamed(own), vendorsNamed(listed)]
  if (ownNames.length === 0 || listedNames.length === 0) return true
  return ownNames.some((one) => listedNames.some((other) => mayBeOneVendor(one, other)))
}
