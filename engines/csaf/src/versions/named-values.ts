const SEPARATOR = /\s*(?:\||;|,(?!\d)|\band\b|&)\s*/i
const VALUES_MAX = 40
const VALUE_LENGTH_MAX = 60
const VALUE = /^[A-Za-z0-9][\w .+:#()/\\*-]*$/
// Such words say something about versions or circumstances; a name has none of them.
const SAYS_MORE = new RegExp(
  '\\b(?:with|without|only|when|where|if|using|running|excluding|except|prior|before|earlier|later|newer|' +
    'older|until|versions?|firmware|software|build|rev|revision|serial|from|to|between|affected|see|contact|' +
    'could|may|has|have|been|is|are|updates?|hotfix|patch|no|none|all|any|option|mlfb|hardware|edition|n)\\b|…',
  'i',
)

const VERSION_OR_DAY =
  /^v?\d+(?:\.\d+)+|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* ?\d*\b/i

/**
 * Models, editions or releases that stand for themselves: `BT03 | BT04`, `1763-L16BWA`. They are
 * compared as they stand; null where the text is more than names.
 */
export function namedValuesIn(text: string): readonly string[] | null {
  const values = text
    .replace(/[,;]? ?\band$/i, '')
    .split(SEPARATOR)
    .map((value) => value.trim())
    .filter((value) => value !== '')
  const sound = values.every((value) => value.length <= VALUE_LENGTH_MAX && VALUE.test(value))
  if (values.length === 0 || values.length > VALUES_MAX || !sound) return null
  // Versions and days that no other rule could read have lost something.
  if (values.some((value) => VERSION_OR_DAY.test(value)) || /^(?:and|or)\b/i.test(text)) return null
  return SAYS_MORE.test(text) || /\bcve\b|\bssa-/i.test(text) ? null : values
}
