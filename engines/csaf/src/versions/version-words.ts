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

const wordRules: readonly WordRule[] = [
  { rule: 'typographic signs', pattern: /[\u2010-\u2015\u2212]/g, becomes: '-' },
  { rule: 'typographic signs', pattern: /\u2264|=</g, becomes: '<=' },
  { rule: 'typographic signs', pattern: /\u2265|=>/g, becomes: '>=' },
  { rule: 'underscores for spaces', pattern: /_/g, becomes: ' ' },
  {
    rule: 'limited versions',
    pattern: /\bas well as (?:the )?(?:limited |single )?versions? /gi,
    becomes: ' |! ',
  },
  {
    rule: 'between, ends named',
    pattern: /\bbetween (.+?) \(including\) and (.+?) \(excluding\)/gi,
    becomes: '>= $1 < $2',
  },
  {
    rule: 'and earlier',
    pattern: new RegExp(`${V},? (?:and|or) (?:all )?${EARLIER}(?: versions?| releases?)?`, 'gi'),
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
    pattern: new RegExp(`(?:\\bfrom )?${V} (?:to|through|thru|up to|-) ${V}`, 'gi'),
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
  let reworded = text
  for (const { rule, pattern, becomes } of wordRules) {
    const next = reworded.replace(pattern, becomes)
    if (next !== reworded) rules.push(rule)
    reworded = next
  }
  return { text: reworded.replace(/\s+/g, ' ').trim(), rules: [...new Set(rules)] }
}
