import { expect, test } from 'vitest'
import { checkNode } from '../setup.mjs'
import { backportsOf } from './apt-backports.mjs'
import { readAnswer, section, withSection } from './bench-results.mjs'
import { run } from './run.mjs'
import { closingLine, countReport, missingTests, unexpectedSkips } from './test-report.mjs'
import { takeSeed } from './test-seed.mjs'

test('an older Node is refused with one line that says which is needed', () => {
  expect(() => checkNode('20.18.9')).toThrow('Node 20.19 or newer is needed; this is Node 20.18.9')
  expect(() => checkNode('18.99.0')).toThrow('Node 20.19')
  for (const version of ['20.19.0', '22.0.0', '24.21.0']) expect(checkNode(version)).toBe(undefined)
})

test('a program that reads standard input meets its end instead of hanging', async () => {
  const reader = 'process.stdin.on("data", () => {}).on("end", () => console.log("closed"))'
  const { code, output } = await run(process.execPath, ['-e', reader], { keep: 'stdout' })
  expect({ code, output }).toEqual({ code: 0, output: 'closed\n' })
})

test('a program that cannot be started is a refusal that names it', async () => {
  await expect(run('no-such-program', [])).rejects.toThrow('cannot run no-such-program')
})

test('the closing line counts every test, and a file that does not load as a failure', () => {
  const one = (status) => ({ status, fullName: `it is ${status}` })
  const counts = countReport({
    testResults: [
      { name: 'a', status: 'failed', assertionResults: ['passed', 'failed', 'pending'].map(one) },
      { name: 'b', status: 'failed', assertionResults: [] },
      { name: 'c', status: 'passed', assertionResults: ['passed', 'skipped', 'todo'].map(one) },
    ],
  })
  expect(closingLine(counts)).toBe('2 passed, 2 failed, 3 skipped')
  expect([7, 8, 6].map((fewest) => missingTests(counts, fewest))).toEqual([0, 1, 0])
  const allowed = [{ test: 'it is pending', reason: 'no such hardware' }]
  const unexpected = unexpectedSkips(counts.skips, allowed).map(({ name }) => name)
  expect(unexpected).toEqual(['it is skipped', 'it is todo'])
})

test('a seed is taken out of the arguments, and one that would be cut off is refused', () => {
  expect(takeSeed(['core', '--seed', '7', '-t', 'x'], {})).toEqual({
    seed: '7',
    rest: ['core', '-t', 'x'],
  })
  expect(takeSeed(['--seed=2147483647'], {}).seed).toBe('2147483647')
  expect(takeSeed([], { HOLDPOINT_SEED: '9' }).seed).toBe('9')
  for (const wrong of [['--seed'], ['--seed', '-1'], ['--seed', '4294967296'], ['--seed=x']]) {
    expect(() => takeSeed(wrong, {})).toThrow('--seed takes a whole number')
  }
})

test('recording a benchmark again replaces its section and leaves the others', () => {
  const measured = { cpu: 'C', cores: 2, memoryGb: 8, system: 'S', node: '20', commit: 'abc' }
  const text = (docs) =>
    section('csaf', { figures: { docs } }, { ...measured, measuredAt: '2025-01-02T00:00:00Z' })
  const first = withSection('# Results\n', 'csaf', text(1))
  const both = withSection(first, 'reach', '## reach\n\nr\n')
  const again = withSection(both, 'csaf', text(2))
  expect(again).toBe(both.replace('| docs | 1 |', '| docs | 2 |'))
  expect(again.match(/^## /gm)).toHaveLength(2)
})

test('a benchmark that does not end in figures is refused with its last line', () => {
  expect(readAnswer('x', 'noise\n{"figures":{"a":1}}\n')).toEqual({ figures: { a: 1 } })
  expect(() => readAnswer('x', 'noise\n')).toThrow('not: noise')
})

test('the backports of a release come from the same mirror under the same key', () => {
  const stanza = 'URIs: http://mirror/debian\nComponents: main\nSigned-By: /keys/debian.gpg\n'
  const file = `# a comment\nTypes: deb deb-src\nSuites: bookworm bookworm-updates\n${stanza}`
  const security = `Types: deb\nSuites: bookworm-security\n${stanza}`
  const off = `Enabled: no\n${file}`
  expect(backportsOf('debian.sources', [file, security, off].join('\n'))).toBe(
    `Types: deb\nSuites: bookworm-backports\n${stanza}`,
  )
  const lines = [
    ...['# deb http://mirror/debian bookworm main', 'deb-src http://mirror/debian bookworm main'],
    'deb [signed-by=/keys/debian.gpg] http://mirror/debian bookworm main contrib # ours',
    ...['deb http://mirror/security bookworm-security main', 'deb http://docker bookworm stable'],
  ]
  expect(backportsOf('main.list', lines.join('\n'))).toBe(
    'deb [signed-by=/keys/debian.gpg] http://mirror/debian bookworm-backports main contrib\n',
  )
})
