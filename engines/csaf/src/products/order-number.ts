/** An order number as compared, with the scheme it is written in. */
export interface OrderNumber {
  readonly scheme: Scheme
  readonly value: string
  /**
   * Holds a `*`, as `BMXP34*` or `BMEP58*S`: the advisory itself says that it means all of that
   * form.
   */
  readonly wildcard: boolean
}

export type Scheme = 'siemens' | 'rockwell' | 'schneider'

const SCHEMES: readonly { readonly scheme: Scheme; readonly pattern: RegExp }[] = [
  // An X in an MLFB is a letter like any other: 6GK7443-1EX30-0XE1 is one product.
  {
    scheme: 'siemens',
    pattern: /(?<![A-Z0-9])\d[A-Z]{2}\d ?[0-9A-Z]{3}-[0-9A-Z]{5}-[0-9A-Z]{4}(?![A-Z0-9])/gi,
  },
  {
    scheme: 'rockwell',
    pattern:
      /(?<![A-Z0-9])(?:\d{4}[A-Z]{0,2}|\d\d[A-Z])-[A-Z0-9]*[A-Z][A-Z0-9*]*(?:-[A-Z0-9*]+)*(?![A-Z0-9*])/g,
  },
  {
    scheme: 'schneider',
    // A family name such as BMEP is no number; with digits or a star it is.
    pattern:
      /(?<![A-Z0-9])(?:BM|140|171|TSX)[A-Z]{1,4}(?:\d[A-Z0-9]*|[A-Z0-9]*\*[A-Z0-9*]*)(?![A-Z0-9*])/g,
  },
]

// Schneider Electric writes `BMX NOE 0110 (H)` for BMXNOE0110 and its hardened twin.
const SPACED = /\b(BM[XEKC]) ([A-Z]{3}) (\d{4})([A-Z]?)(?: ?\(([A-Z])\))?/g

/** Every order number that a text names. */
export function orderNumbersIn(text: string): readonly OrderNumber[] {
  const written = text.replaceAll(SPACED, (_, line, kind, number, letter, twin) => {
    const whole = `${line}${kind}${number}${letter}`
    return twin === undefined ? whole : `${whole} ${whole}${twin}`
  })
  return SCHEMES.flatMap(({ scheme, pattern }) =>
    [...written.matchAll(pattern)].filter(isSound).map(([found]) => ({
      scheme,
      value: compactOrderNumber(found),
      wildcard: found.includes('*'),
    })),
  )
}

// The feed controls this string: many stars would make a slow pattern.
function isSound([found]: RegExpMatchArray): boolean {
  return found.length <= 40 && found.split('*').length <= 4
}

/** Case and spaces do not count: `6ES7 315-2EH14-0AB0` is `6ES7315-2EH14-0AB0`. */
export function compactOrderNumber(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase()
}

export function meansOrderNumber(listed: OrderNumber, asset: string): boolean {
  if (!listed.wildcard) return asset === listed.value
  // Only letters, digits, hyphens and stars get into a number, so nothing here needs escaping.
  return new RegExp(`^${listed.value.replace(/\*+/g, '[A-Z0-9-]*')}$`).test(asset)
}

/** A hardened SIPLUS twin carries the number of its sibling behind `6AG1`. */
export function isSiplusTwin(listed: string, asset: string): boolean {
  return asset.startsWith('6AG1') && asset.slice(4, 12) === listed.slice(4, 12)
}
