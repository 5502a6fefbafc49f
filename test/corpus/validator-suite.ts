import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Validation, validateCsaf } from '@holdpoint/csaf'
import { type JsonValue, readJson } from '@holdpoint/std'
import { readTgz } from './tar.ts'

/** One document that the standard's own suite lists under a test. */
export interface SuiteCase {
  readonly test: string
  readonly group: string
  readonly name: string
  /** Whether the test that lists it must find something. */
  readonly mustErr: boolean
  /** Whether every mandatory test must pass, as in the valid documents of the standard's suite. */
  readonly passesAll: boolean
  /** Whether the schema and the mandatory tests accept it, as the suite says. */
  readonly valid: boolean
  readonly document: JsonValue
}

interface Listed {
  readonly name: string
  readonly valid: boolean
}

interface Suite {
  readonly tests: readonly {
    readonly id: string
    readonly group: string
    readonly failures?: readonly Listed[]
    readonly valid?: readonly Listed[]
  }[]
}

/** The listed documents of a version, each with what the suite says of it. */
export function suiteCases(dataFolder: string, version: '2.0' | '2.1'): readonly SuiteCase[] {
  const folder = join(dataFolder, 'validator-suite')
  const list = JSON.parse(
    readFileSync(join(folder, `testcases-${version}.json`), 'utf8'),
  ) as unknown as Suite
  const files = new Map(
    readTgz(join(folder, `oasis-csaf-${version}.tgz`)).map(({ path, bytes }) => [
      path.slice(path.indexOf('/data/') + '/data/'.length),
      bytes,
    ]),
  )
  return list.tests.flatMap(({ id, group, failures = [], valid = [] }) => {
    const of = (listed: Listed, mustErr: boolean): SuiteCase => {
      const document = documentOf(fileOf(files, group, listed.name))
      const passesAll = !mustErr && group === 'mandatory' && version === '2.0'
      return {
        test: id,
        group,
        name: listed.name,
        mustErr,
        passesAll,
        valid: listed.valid,
        document,
      }
    }
    return [...failures.map((one) => of(one, true)), ...valid.map((one) => of(one, false))]
  })
}

// The list of 2.1 misnames one document: `mandatory/oasis_csaf_2_1-…` for what lies with its group.
function fileOf(files: ReadonlyMap<string, Uint8Array>, group: string, name: string): Uint8Array {
  const base = name.slice(name.indexOf('/') + 1).replace('_csaf_2_1-', '_csaf_tc-csaf_2_1-')
  const bytes = files.get(name) ?? files.get(`${group}/${base}`)
  if (bytes === undefined) throw new Error(`the suite has no file ${name}`)
  return bytes
}

/** The cases of the peer's own suite: one folder a test, and in it what fails and what is valid. */
export function peerCases(dataFolder: string): readonly SuiteCase[] {
  const archive = join(dataFolder, 'validator-suite', 'csaf-validator-lib-cases.tgz')
  return readTgz(archive).flatMap(({ path, bytes }) => {
    const [, group = '', number = '', kind = ''] =
      /(\w+)Test_([\d_]+)\/(failing|valid)\/[^/]+\.json$/.exec(path) ?? []
    if (kind === '') return []
    const test = number.replaceAll('_', '.')
    const mustErr = kind === 'failing'
    const document = documentOf(bytes)
    return [{ test, group, name: path, mustErr, passesAll: false, valid: true, document }]
  })
}

function documentOf(bytes: Uint8Array): JsonValue {
  const json = readJson(bytes)
  if (!json.ok) throw new Error(json.refusal.why)
  return json.value
}

const STATUSES: ReadonlyMap<string, number> = new Map([
  // What the suite itself says of these: the one is not there, the others are.
  ['https://github.com/oasis-tcs/csaf/not-available', 404],
  ['https://example.net', 200],
])

/** After every date in the suites but those that are meant to lie in the future. */
const NOW = Date.parse('2026-01-01T00:00:00Z')

export function judge({ document }: SuiteCase): Validation {
  return validateCsaf(document, { preset: 'full', urlStatuses: STATUSES, now: NOW })
}

/** What is not as the suite says; null where all is. */
export function wrongIn(one: SuiteCase, judged: Validation): string | null {
  const errs = judged.tests.filter(({ errors }) => errors.length > 0).map(({ id }) => id)
  const right = one.mustErr
    ? errs.includes(one.test)
    : !errs.includes(one.test) && !(one.passesAll && errs.some((id) => id.startsWith('6.1.')))
  if (right) return null
  return `${one.test} ${one.name}: ${one.mustErr ? 'must err' : 'must pass'}, errs ${errs.join(' ')}`
}
