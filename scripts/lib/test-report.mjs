import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { inRepo, repo } from './repo.mjs'

const SKIPPED = new Set(['skipped', 'pending', 'todo', 'disabled'])

/** Counts a vitest JSON report. A file that did not even load counts as one failure. */
export function countReport(report) {
  const skips = []
  let passed = 0
  let failed = 0
  for (const suite of report.testResults) {
    if (suite.status === 'failed' && suite.assertionResults.length === 0) failed += 1
    for (const test of suite.assertionResults) {
      if (test.status === 'passed') passed += 1
      else if (SKIPPED.has(test.status)) skips.push({ file: suite.name, name: test.fullName })
      else failed += 1
    }
  }
  return { passed, failed, skips }
}

export function readReport(file) {
  if (!existsSync(file)) throw new Error('vitest ended without writing its report')
  const { passed, failed, skips } = countReport(JSON.parse(readFileSync(file, 'utf8')))
  return { passed, failed, skips: skips.map(({ file, name }) => ({ file: shorten(file), name })) }
}

/** Those skips that test/allowed-skips.json does not expect, by the start of their full name. */
export function unexpectedSkips(skips, allowed) {
  return skips.filter(({ name }) => !allowed.some(({ test }) => name.startsWith(test)))
}

export function allowedSkips() {
  const allowed = JSON.parse(readFileSync(inRepo('test', 'allowed-skips.json'), 'utf8'))
  const bare = allowed.find(({ test, reason }) => !test || !reason)
  if (bare) throw new Error('test/allowed-skips.json: every entry needs "test" and "reason"')
  return allowed
}

/**
 * How many tests of the whole run are missing: tests that go together with the code they held leave
 * every check green, so that whoever takes some away has to say so in test/fewest-tests.json.
 */
export function missingTests({ passed, failed, skips }, fewest) {
  return Math.max(0, fewest - passed - failed - skips.length)
}

export function fewestTests() {
  const { tests } = JSON.parse(readFileSync(inRepo('test', 'fewest-tests.json'), 'utf8'))
  if (!Number.isSafeInteger(tests)) throw new Error('test/fewest-tests.json: "tests" is no number')
  return tests
}

export function closingLine({ passed, failed, skips }) {
  return `${passed} passed, ${failed} failed, ${skips.length} skipped`
}

const shorten = (file) => relative(repo, file).replaceAll('\\', '/')
