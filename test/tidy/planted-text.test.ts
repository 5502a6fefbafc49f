import { describe, expect, test } from 'vitest'
import { expectClean, found } from './plant.ts'
import { licences, mayUse, pinnedDependencies } from './rules/dependencies.ts'
import { docLinks } from './rules/doc-links.ts'
import { escapeHatches } from './rules/escape-hatches.ts'
import { fileNames } from './rules/file-names.ts'
import { glossary, wordsOf } from './rules/glossary.ts'
import { honestTests } from './rules/honest-tests.ts'
import { machineTraces } from './rules/machine-traces.ts'
import { ports } from './rules/ports.ts'
import { size } from './rules/size.ts'
import { wholeLockfile } from './rules/whole-lockfile.ts'

const lines = (count: number, text = '') => `${text}\n`.repeat(count)

test('a port outside core and engines, and an in-memory port outside test/, are found', () => {
  const files = {
    'adapters/vault/src/vault.port.ts': '',
    'adapters/vault/src/in-memory-vault.ts': '',
    'core/src/plant/fake-probe.ts': '',
  }
  expect(found(ports, files)).toEqual(Object.keys(files).map((path) => `${path}:1`))
  expectClean(ports, { 'core/src/4-window/vault.port.ts': '', 'test/ports/in-memory-vault.ts': '' })
})

describe('size', () => {
  test('a file of 401 lines is too long, also when it ends in a line break; 400 are not', () => {
    expect(found(size, { 'core/src/x.ts': lines(401, '//') })).toEqual(['core/src/x.ts:401'])
    expectClean(size, { 'core/src/x.ts': lines(400, '//'), 'core/src/data/x.ts': lines(900, '//') })
  })

  test.each([
    ['a function', (body: string) => `export function x() {\n${body}}`],
    ['an arrow', (body: string) => `export const x = () => {\n${body}}`],
    ['a method', (body: string) => `class X { async x() {\n${body}} }`],
    ['a test', (body: string) => `test('x', () => {\n${body}})`],
  ])('%s of 71 lines is too long, one of 70 is not', (_, around) => {
    expect(found(size, { 'core/src/x.ts': around(lines(69, 'go()')) })).toEqual(['core/src/x.ts:1'])
    expectClean(size, { 'core/src/x.ts': around(lines(68, 'go()')) })
  })

  test('braces in strings, templates and patterns do not mislead it', () => {
    const template = '`{$' + '{"}"}`'
    const tricky = `const a = "{" + ${template} + /[{]/.source // {`
    expectClean(size, { 'core/src/x.ts': `function x() { ${tricky}\n}\n${lines(80)}` })
  })

  test('a describe, and a function around tests, is a chapter and may be long', () => {
    expectClean(size, { 'core/src/x.test.ts': `describe.skipIf(no)('x', () => {\n${lines(90)}})` })
    const suite = `export function contract() {\n${lines(90)}test('x', () => go())}`
    expectClean(size, { 'test/contracts/x.contract.ts': suite })
  })
})

test.each(['utils', 'helper', 'managers', 'service', 'data', 'misc', 'common.test'])(
  'a file named %s is found',
  (name) => {
    expect(found(fileNames, { [`core/src/${name}.ts`]: '' })).toEqual([`core/src/${name}.ts:1`])
  },
)

test('an index file is found unless it is a declared entry point', () => {
  const manifest = '{"exports":{"./node":{"source":"./src/node/index.ts"}}}'
  const declared = { 'engines/csaf/package.json': manifest, 'engines/csaf/src/index.ts': '' }
  expectClean(fileNames, { ...declared, 'engines/csaf/src/node/index.ts': '' })
  const stray = 'web/src/pages/ledger/index.tsx'
  expect(found(fileNames, { ...declared, [stray]: '' })).toEqual([`${stray}:1`])
})

test('a noun that core exports without an entry in the glossary is found', () => {
  const path = 'core/src/4-window/x.ts'
  const text = 'export type MaintenanceWindow = {}\nexport interface Person {}\ntype Own = {}'
  const known = '| word | meaning |\n|---|---|\n| Maintenance window | when it happens |'
  expect(found(glossary, { [path]: text, 'docs/GLOSSARY.md': known })).toEqual([`${path}:2`])
  expectClean(glossary, {
    [path]: 'export type WindowRefusal = {}; export type PersonId = string',
    'docs/GLOSSARY.md': known,
  })
  expect(
    found(glossary, { 'docs/GLOSSARY.md': `${known}\n| maintenance window | again |` }),
  ).toEqual(['docs/GLOSSARY.md:4'])
  expect(wordsOf('SISControllerList')).toBe('sis controller list')
})

test('a link to a missing file or heading is found; one in code is no link', () => {
  const files = {
    'docs/A.md': '# One two\n[b](B.md) [c](missing.md)\n[d](#one-two) [e](#three)\n`[f](nope.md)`',
    'docs/B.md': '## It’s "here"\n[a](A.md#one-two)\n```\n[x](y.md)\n```\n[h](#its-here)',
  }
  expect(found(docLinks, files)).toEqual(['docs/A.md:2', 'docs/A.md:3'])
})

test('a path of a machine, a registry and a download address are found', () => {
  const slash = '/'
  const files = {
    'docs/A.md': `see ${slash}work/main/x`,
    'scripts/a.mjs': `const home = '${slash}root/.cache'`,
    '.npmrc': `registry=https:${slash}/registry.npmjs.${'org'}/`,
    'package-lock.json': `{\n"resolved": "https:${slash}/x/y.tgz"}`,
  }
  const expected = ['docs/A.md:1', 'scripts/a.mjs:1', '.npmrc:1', 'package-lock.json:2']
  expect(found(machineTraces, files)).toEqual(expected)
  expectClean(machineTraces, {
    'docs/A.md': 'framework/x https://example.org/work/x ./work/x',
    'package-lock.json': '{ "resolved": "core", "link": true }',
  })
})

describe('honest tests', () => {
  test.each([
    "test('says nothing', () => {})",
    "test.only('alone', () => { expect(1).toBe(1) })",
    "describe.only('alone', () => { go() })",
    "test.skip('slow', () => { go() })",
    "describe.skipIf(process.getuid() !== 0)('packets', () => { go() })",
    "test.todo('later')",
    "test('x', (context) => { context.skip() })",
  ])('found: %s', (text) => {
    expect(found(honestTests, { 'core/src/x.test.ts': `\n${text}` })).toEqual([
      'core/src/x.test.ts:2',
    ])
  })

  test('a skip that says why passes', () => {
    expectClean(honestTests, {
      'core/src/x.test.ts': `
        describe.skipIf(!root)('packets pass (needs root)', () => { go() })
        test('x', (context) => { context.skip('nft is not installed') })
        const chosen = list.skip()`,
    })
  })
})

test.each([
  '// @ts-ignore',
  '// @ts-expect-error',
  '// biome-ignore lint/a/b:',
  '/* eslint-disable */',
  `// ${'TO'}DO later`,
  `/* ${'FIX'}ME */`,
  'const x = y as any',
])('an escape hatch is found: %s', (text) => {
  expect(found(escapeHatches, { 'core/src/x.ts': `\n${text}\n` })).toEqual(['core/src/x.ts:2'])
  expectClean(escapeHatches, { 'core/src/x.ts': `const text = ${JSON.stringify(text)}` })
})

test('an escape hatch with a reason passes', () => {
  const text = '// biome-ignore lint/a/b: the vendor sends control characters on purpose'
  expectClean(escapeHatches, { 'core/src/x.ts': text })
})

test('a dependency that is not pinned or has no sentence, and a sentence too many, are found', () => {
  const manifest =
    '{\n"dependencies": {\n"pg": "^8.0.0",\n"zod": "4.6.7",\n"@types/pg": "8.1.0"\n}}'
  const files = {
    'server/package.json': manifest,
    'docs/DEPENDENCIES.md': '| `pg` | x |\n| `@types/*` | x |',
  }
  expect(found(pinnedDependencies, files)).toEqual([
    'server/package.json:3',
    'server/package.json:4',
  ])
})

test('a licence that we may not ship is found', () => {
  const lock = (entry: object) => ({
    'package-lock.json': JSON.stringify({ packages: { 'node_modules/x': entry } }),
  })
  for (const entry of [
    { license: 'GPL-3.0' },
    { license: 'MPL-2.0' },
    {},
    { license: 'AGPL-3.0' },
  ]) {
    expect(found(licences, lock(entry))).toEqual(['package-lock.json:1'])
  }
  expectClean(licences, lock({ license: 'MPL-2.0', dev: true }))
  expect(mayUse('(MIT OR GPL-3.0)', false)).toBe(true)
  expect(mayUse('(MIT AND GPL-3.0)', false)).toBe(false)
})

test('a lockfile that lacks the package of another platform is found', () => {
  const owner = { optionalDependencies: { 'x-linux': '1.0.0', 'x-darwin': '1.0.0' } }
  const lock = (packages: object) => ({ 'package-lock.json': JSON.stringify({ packages }) })
  const linuxOnly = { 'node_modules/x': owner, 'node_modules/x-linux': {} }
  expect(found(wholeLockfile, lock(linuxOnly))).toEqual(['package-lock.json:1'])
  expectClean(wholeLockfile, lock({ ...linuxOnly, 'node_modules/x/node_modules/x-darwin': {} }))
})
