import { textOfUtf8 } from '@holdpoint/std'

const LEGAL_FORMS = new Set(
  (
    'ab ag as asa bv co company corp corporation gmbh inc incorporated international kg kgaa limited llc ltd ' +
    'nv oy plc pte pty sa sarl se spa srl'
  ).split(' '),
)

// One company under names that differ by more than spelling.
const ALIASES: Readonly<Record<string, string>> = {
  'allen bradley': 'rockwell automation',
  rockwell: 'rockwell automation',
  'rockwell automation allen bradley': 'rockwell automation',
  schneider: 'schneider electric',
  'schneider electric se': 'schneider electric',
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
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1) ?? '')) words.pop()
  const name = words.join(' ')
  return ALIASES[name] ?? name
}

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
