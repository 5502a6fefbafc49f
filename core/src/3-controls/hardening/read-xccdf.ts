import { accept, type Result, refuse } from '@holdpoint/std'
import { readXml } from '@holdpoint/xml'

/** One result of a rule, as a benchmark's scanner gave it (XCCDF 1.2, NIST IR 7275r4, 6.6.4.2). */
export type XccdfResult = {
  readonly rule: string
  /** The scanner's own word. */
  readonly result: string
  /** Only `pass` and `fixed` pass; whatever was not looked at is unknown. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
}

/** One test of one host, out of an XCCDF result or an ARF collection. */
export type XccdfTest = {
  readonly benchmark: string
  readonly target: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly results: readonly XccdfResult[]
}

export type XccdfRefusal = { readonly kind: 'xccdf-refused'; readonly why: string }

const PASSES = new Set(['pass', 'fixed'])
const FAILS = new Set(['fail'])
const RESULTS_MAX = 100_000

type Draft = { -readonly [Key in keyof XccdfTest]: XccdfTest[Key] } & { results: XccdfResult[] }

/** Every test of the document; one with none, and one that is not well-formed, is refused. */
export function readXccdf(bytes: Uint8Array): Result<readonly XccdfTest[], XccdfRefusal> {
  const tests: Draft[] = []
  let open: Draft | null = null
  let rule: { id: string; result: string } | null = null
  let field: 'target' | 'result' | null = null
  let words = ''
  let count = 0
  const read = readXml(bytes, {
    open: (name, attributes) => {
      words = ''
      field = null
      if (name === 'TestResult') {
        open = {
          ...{ benchmark: '', target: '', results: [] },
          startedAt: attributes['start-time'] ?? null,
          endedAt: attributes['end-time'] ?? null,
        }
        tests.push(open)
      }
      if (open === null) return
      if (name === 'benchmark') open.benchmark = attributes.id ?? attributes.href ?? ''
      if (name === 'rule-result') rule = { id: attributes.idref ?? '', result: '' }
      if (name === 'target' && open.target === '') field = 'target'
      if (name === 'result' && rule !== null) field = 'result'
    },
    text: (text) => {
      if (field !== null) words += text
    },
    close: (name) => {
      if (open !== null && field === 'target') open.target = words.trim()
      if (rule !== null && field === 'result') rule.result = words.trim()
      field = null
      if (name === 'rule-result' && open !== null && rule !== null) {
        count += 1
        if (count <= RESULTS_MAX) open.results.push(resultOf(rule))
        rule = null
      }
      if (name === 'TestResult') open = null
    },
  })
  if (!read.ok) return no(read.refusal)
  if (tests.length === 0) return no('there is no TestResult in it')
  if (count > RESULTS_MAX) return no(`it has ${count} results, at most ${RESULTS_MAX} are read`)
  return accept(tests)
}

function resultOf({ id, result }: { readonly id: string; readonly result: string }): XccdfResult {
  const verdict = PASSES.has(result) ? 'pass' : FAILS.has(result) ? 'fail' : 'unknown'
  return { rule: id, result, verdict }
}

function no(why: string): Result<never, XccdfRefusal> {
  return refuse({ kind: 'xccdf-refused', why })
}
