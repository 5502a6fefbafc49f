import type { JsonValue } from '@holdpoint/std'
import type { CsafDocument } from './csaf-document.ts'
import { type CsafVersion, DocumentView } from './document-view.ts'
import { FAULTS_MAX, type Fault, type Report } from './fault.ts'
import type { Rule } from './rule.ts'
import { informativeTests20 } from './rules-2.0/informative-tests.ts'
import { mandatoryTests20 } from './rules-2.0/mandatory-tests.ts'
import { optionalTests20 } from './rules-2.0/optional-tests.ts'
import { informativeTests21 } from './rules-2.1/informative-tests.ts'
import { mandatoryTests21 } from './rules-2.1/mandatory-tests.ts'
import { recommendedTests21 } from './rules-2.1/recommended-tests.ts'
import { csaf20 } from './schema/csaf-2-0.ts'
import { csaf21 } from './schema/csaf-2-1.ts'
import { DEPTH_MAX, isDeeper, isObject, type Schema, Walk } from './schema/schema.ts'

/** Which tests run beside the schema: those of one group after the mandatory ones, or all. */
export type Preset = 'mandatory' | 'optional' | 'informative' | 'full'

export interface ValidateOptions {
  readonly preset?: Preset
  /** What URLs answered, where somebody asked: an HTTP status, or null for no answer. */
  readonly urlStatuses?: ReadonlyMap<string, number | null>
  /** Milliseconds since 1970: what is past depends on when one asks. */
  readonly now?: number
}

/** A test and what it found; a test without errors passed. */
export interface TestResult {
  /** As the standard numbers it; the JSON schema is `schema`. */
  readonly id: string
  readonly errors: readonly Fault[]
}

export interface Validation {
  readonly version: CsafVersion
  /** By the schema and the mandatory tests alone, whatever the preset. */
  readonly valid: boolean
  readonly tests: readonly TestResult[]
}

interface Edition {
  readonly schema: Schema
  readonly mandatory: readonly Test[]
  readonly optional: readonly Test[]
  readonly informative: readonly Test[]
}

/** A rule, and the result of a document in which it finds nothing. */
interface Test {
  readonly rule: Rule
  readonly passed: TestResult
}

const EDITIONS: Readonly<Record<CsafVersion, Edition>> = {
  '2.0': {
    schema: csaf20,
    mandatory: tests(mandatoryTests20),
    optional: tests(optionalTests20),
    informative: tests(informativeTests20),
  },
  '2.1': {
    schema: csaf21,
    mandatory: tests(mandatoryTests21),
    optional: tests(recommendedTests21),
    informative: tests(informativeTests21),
  },
}

const FITS = resultOfPassed('schema')
const NONE: readonly Fault[] = []
const NO_ANSWERS: ReadonlyMap<string, number | null> = new Map()

/** Validates a parsed CSAF document by the version that it claims. Never throws. */
export function validateCsaf(raw: JsonValue, options: ValidateOptions = {}): Validation {
  const { preset = 'mandatory', urlStatuses = NO_ANSWERS, now = null } = options
  const version = claimedVersion(raw)
  const edition = EDITIONS[version]
  const walk = edition.schema.fits(raw) ? null : new Walk()
  let tamed = raw
  if (walk !== null) {
    edition.schema.check(raw, walk)
    if (isDeeper(raw, DEPTH_MAX)) return tooDeep(version)
    tamed = edition.schema.tame(raw) ?? {}
  }
  const view = new DocumentView({
    version,
    raw,
    document: tamed as CsafDocument,
    schemaFaults: walk?.faults ?? NONE,
    unnamed: walk?.unnamed ?? NONE,
    urlStatuses,
    now,
  })
  const isOfSchema = view.schemaFaults.length === 0
  const results = [isOfSchema ? FITS : { id: 'schema', errors: view.schemaFaults }]
  const valid = run(edition.mandatory, view, results) && isOfSchema
  if (preset === 'optional' || preset === 'full') run(edition.optional, view, results)
  if (preset === 'informative' || preset === 'full') run(edition.informative, view, results)
  return { version, valid, tests: results }
}

/** Whether none of the tests found anything; puts the result of each behind the others. */
function run(tests: readonly Test[], view: DocumentView, results: TestResult[]): boolean {
  let isClean = true
  let found: Fault[] | null = null
  const report: Report = (path, message) => {
    found ??= []
    if (found.length < FAULTS_MAX) found.push({ path, message })
  }
  for (let i = 0; i < tests.length; i++) {
    const { rule, passed } = tests[i] as Test
    rule.check(view, report)
    if (found === null) {
      results.push(passed)
      continue
    }
    results.push({ id: rule.id, errors: found })
    found = null
    isClean = false
  }
  return isClean
}

function tests(rules: readonly Rule[]): readonly Test[] {
  return rules.map((rule) => ({ rule, passed: resultOfPassed(rule.id) }))
}

function resultOfPassed(id: string): TestResult {
  return Object.freeze({ id, errors: Object.freeze([]) })
}

function tooDeep(version: CsafVersion): Validation {
  const message = `nests deeper than ${DEPTH_MAX} levels`
  return { version, valid: false, tests: [{ id: 'schema', errors: [{ path: '', message }] }] }
}

// A document that claims neither is judged as 2.0, whose schema then says what is wrong.
function claimedVersion(raw: JsonValue): CsafVersion {
  const document = isObject(raw) ? raw.document : undefined
  return isObject(document) && document.csaf_version === '2.1' ? '2.1' : '2.0'
}
