import type { JsonValue } from '@holdpoint/std'
import type { CsafDocument } from './csaf-document.ts'
import { type CsafVersion, type DocumentView, viewOf } from './document-view.ts'
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
  readonly mandatory: readonly Rule[]
  readonly optional: readonly Rule[]
  readonly informative: readonly Rule[]
}

const EDITIONS: Readonly<Record<CsafVersion, Edition>> = {
  '2.0': {
    schema: csaf20,
    mandatory: mandatoryTests20,
    optional: optionalTests20,
    informative: informativeTests20,
  },
  '2.1': {
    schema: csaf21,
    mandatory: mandatoryTests21,
    optional: recommendedTests21,
    informative: informativeTests21,
  },
}

const NO_ANSWERS: ReadonlyMap<string, number | null> = new Map()

/** Validates a parsed CSAF document by the version that it claims. Never throws. */
export function validateCsaf(raw: JsonValue, options: ValidateOptions = {}): Validation {
  const { preset = 'mandatory', urlStatuses = NO_ANSWERS, now = null } = options
  const version = claimedVersion(raw)
  const edition = EDITIONS[version]
  const walk = new Walk()
  let tamed = raw
  if (!edition.schema.fits(raw)) {
    edition.schema.check(raw, walk)
    if (isDeeper(raw, DEPTH_MAX)) return tooDeep(version)
    tamed = edition.schema.tame(raw) ?? {}
  }
  const view = viewOf({
    version,
    raw,
    document: tamed as CsafDocument,
    schemaFaults: walk.faults,
    unnamed: walk.unnamed,
    urlStatuses,
    now,
  })
  const mandatory = [{ id: 'schema', errors: walk.faults }, ...run(edition.mandatory, view)]
  const valid = mandatory.every(({ errors }) => errors.length === 0)
  const rest = [
    ...(preset === 'optional' || preset === 'full' ? run(edition.optional, view) : []),
    ...(preset === 'informative' || preset === 'full' ? run(edition.informative, view) : []),
  ]
  return { version, valid, tests: [...mandatory, ...rest] }
}

/** The result of a test that found nothing, made once for each rule. */
const passed = new WeakMap<Rule, TestResult>()

function run(rules: readonly Rule[], view: DocumentView): readonly TestResult[] {
  let found: Fault[] | null = null
  const report: Report = (path, message) => {
    found ??= []
    if (found.length < FAULTS_MAX) found.push({ path, message })
  }
  return rules.map((rule) => {
    found = null
    rule.check(view, report)
    return found === null ? resultOfPassed(rule) : { id: rule.id, errors: found }
  })
}

function resultOfPassed(rule: Rule): TestResult {
  const known = passed.get(rule)
  if (known !== undefined) return known
  const result = Object.freeze({ id: rule.id, errors: Object.freeze([]) })
  passed.set(rule, result)
  return result
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
