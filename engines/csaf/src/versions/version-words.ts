/**
 * Bounds said in words, brought to the operators that the rules read. Each rule is named for the
 * report.
 */
interface WordRule {
  readonly rule: string
  readonly pattern: RegExp
  readonly becomes: string
}

// Never from the middle of a word: "SP1 and prior" must stay a text that is not understood.
const STEP = '(?: ?(?:sp|update|upd|hf|r|build|p|service pack|hotfix) ?\\d+[a-z]?)'
const V = `(?<![\\w.-])((?:v|r|fw|sv)?\\d[\\w.()-]*${STEP}*)`
const EARLIER = '(?:prior|earlier|older|lower|below|previous)'
const LATER = '(?:later|newer|higher|above|greater)'

// Dotted, so that a model such as 750-823/xxx is never taken for one.
const DOTTED = '[vV]?\\d+(?:\\.\\d+)+'

const wordRules: readonly WordRule[] = [
  { rule: 'spaces in a row', pattern: /\s{2,}/g, becomes: ' ' },
  { rule: 'typographic signs', pattern: /[\u2010-\u2015\u2212]/g, becomes: '-' },
  { rule: 'typographic signs', pattern: /\u2264|=</g, becomes: '<=' },
  { rule: 'typographic signs', pattern: /\u2265|=>/g, becomes: '>=' },
  { rule: 'underscores for spaces', pattern: /_/g, becomes: ' ' },
  { rule: 'typographic signs', pattern: /(?<=\d)\{(\d+)\}/g, becomes: '($1)' },
  {
    rule: 'the build beside its version',
    pattern: /\s*\(build nr ?\.? \d+(?:\.\d+){2,}\)\s*$/gi,
    becomes: '',
  },
  {
    rule: 'up to but not including',
    pattern: / (?:- ?)?(?:up to )?but not including /gi,
    becomes: ' < ',
  },
  {
    rule: 'digits of the serial number',
    pattern: /^(?:first )?(\w+) digits of serial number <= ?(?=\d+$)/gi,
    becomes: '<= first $1 digits of serial number ',
  },
  {
    rule: 'digits of the serial number',
    pattern: /\bserial numbers? (\d{4})\*+/gi,
    becomes: 'first 4 digits of serial number $1',
  },
  {
    rule: 'service pack split from its version',
    pattern: /(?<=\d) ?\| ?(?=(?:SP|FP|Update|Upd|HF) ?\d)/gi,
    becomes: ' ',
  },
  {
    rule: 'a list without signs',
    pattern: new RegExp(`^\\(?(?:releases? |versions? )?(${DOTTED}(?: ${DOTTED})+)\\)?$`, 'gi'),
    becomes: ' ;$1; ',
  },
  {
    rule: 'a slash between versions',
    pattern: /(?<=\d\.\d+(?:\.\d+)*) ?\/ ?(?=\d+\.\d)(?!\d\d\.\d\d\.\d{4})/g,
    becomes: ' | ',
  },
  {
    rule: 'the branch repeated before its bound',
    pattern: /^v?[\d.]+: (?=[<>])/gi,
    becomes: '',
  },
  {
    rule: 'a version and a further range',
    pattern: /\band all versions (?=[<>])/gi,
    becomes: '| ',
  },
  {
    rule: 'limited versions',
    pattern: /\bas well as (?:the )?(?:limited |single )?versions? /gi,
    becomes: ' |! ',
  },
  {
    rule: 'between, ends named',
    pattern: /(?:\bbetween |^)((?:v|r)?\d.*?) \(including\) and (.+?) \(excluding\)/gi,
    becomes: '>= $1 < $2',
  },
  {
    rule: 'and earlier',
    pattern: new RegExp(`${V},? (?:and|or) (?:all )?${EARLIER}(?: versions?| releases?)?`, 'gi'),
    becomes: ' <= $1 ',
  },
  {
    rule: 'the operator left behind',
    pattern: new RegExp(`^${V} and <$`, 'gi'),
    becomes: ' <= $1 ',
  },
  {
    rule: 'and later',
    pattern: new RegExp(`${V},? (?:and|or) (?:all )?${LATER}(?: versions?| releases?)?`, 'gi'),
    becomes: ' >= $1 ',
  },
  {
    rule: 'up to and including',
    pattern: /\b(?:up to and including|prior to and including|up to including)\b/gi,
    becomes: ' <= ',
  },
  {
    rule: 'prior to',
    pattern: /\b(?:prior to|before|earlier than|older than|lower than|less than)\b/gi,
    becomes: ' < ',
  },
  {
    rule: 'from, to',
    pattern: new RegExp(`(?:\\bfrom )?${V} (?:to|through|thru|until|up to|-) ${V}`, 'gi'),
    becomes: ' >= $1 <= $2 ',
  },
  { rule: 'version words', pattern: /\b(?:version|versions|v\.)(?= |$)/gi, becomes: ' ' },
]

export interface Reworded {
  readonly text: string
  readonly rules: readonly string[]
}

/** Spaces are collapsed; every rule that changed the text is named. */
export function reword(text: string): Reworded {
  const rules: string[] = []
  let reworded = text.trim()
  for (const { rule, pattern, becomes } of wordRules) {
    const next = reworded.replace(pattern, becomes)
    if (next !== reworded && rule !== 'spaces in a row') rules.push(rule)
    reworded = next
  }
  const listed = reworded.replace(/ ;([^;]*); /, (_, list: string) => list.replaceAll(' ', ' | '))
  return { text: listed.replace(/\s+/g, ' ').trim(), rules: [...new Set(rules)] }
}
