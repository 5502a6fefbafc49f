/** `FX3U-xMy/z x=16,32, y=T,R, z=ES,DS`: a product name that lists models by a pattern. */
export interface NamePattern {
  readonly listed: RegExp
  /** The shape without the lists: what could be of the family. */
  readonly shape: RegExp
  /** What every model begins with: `FX3U-`. */
  readonly stem: string
  /** False where a list lost its commas (`x=244060`), so that "not listed" proves nothing. */
  readonly intact: boolean
}

const TEMPLATE = /(\S*[a-z]\S*)\s+(?=[a-z]=)/
const LIST = /\b([a-z])=([A-Z0-9]+(?:\s*,\s*[A-Z0-9]+(?![A-Za-z0-9]*=))*)/g

export function namePatternIn(productName: string): NamePattern | null {
  const template = TEMPLATE.exec(productName)?.[1]
  if (template === undefined || template.length > 60) return null
  const lists = new Map<string, readonly string[]>()
  for (const [, letter = '', values = ''] of productName.matchAll(LIST)) {
    lists.set(letter, values.split(/\s*,\s*/))
  }
  const used = [...template].filter((char) => lists.has(char))
  if (used.length === 0) return null
  const expand = (of: (values: readonly string[]) => string) =>
    [...template].map((char) => {
      const values = lists.get(char)
      return values === undefined ? char.replace(/[^A-Za-z0-9]/, '\\$&') : of(values)
    })
  return {
    listed: new RegExp(`^${expand((values) => `(?:${values.join('|')})`).join('')}$`),
    shape: new RegExp(`^${expand(() => '[A-Z0-9]+').join('')}$`),
    stem: template
      .slice(
        0,
        [...template].findIndex((char) => lists.has(char)),
      )
      .toUpperCase(),
    intact: used.every((letter) => (lists.get(letter)?.length ?? 0) > 1),
  }
}

/** What the pattern says about one model. */
export function patternSays(
  pattern: NamePattern,
  model: string,
): 'listed' | 'not-listed' | 'unclear' {
  const compact = model.replace(/\s+/g, '').toUpperCase()
  if (pattern.listed.test(compact)) return 'listed'
  return pattern.shape.test(compact) && !pattern.intact ? 'unclear' : 'not-listed'
}

/** The words of a text that begin as the models do. */
export function wordsLike({ stem }: NamePattern, text: string): readonly string[] {
  if (stem.length < 3) return []
  return text.split(/[\s,;()]+/).filter((word) => word.toUpperCase().startsWith(stem))
}
