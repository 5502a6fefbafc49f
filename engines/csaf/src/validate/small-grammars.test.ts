import { describe, expect, test } from 'vitest'
import { languageFault } from './language-tag.ts'
import { readLicenseExpression } from './license-expression.ts'
import { purlFault } from './package-url.ts'
import { compareRevisionNumbers, readRevisionNumber } from './revision-number.ts'
import { isUri } from './schema/formats.ts'
import { misspelling } from './spelling.ts'
import { overlap } from './version-overlap.ts'
import { rangeFault } from './version-range-name.ts'

describe('language tags', () => {
  test.each(['en', 'de-AT', 'zh-Hant-TW', 'sl-rozaj', 'es-419', 'x-own', 'qab', 'i-klingon'])(
    '%s is registered, or for private use',
    (tag) => expect(languageFault(tag)).toBeNull(),
  )
  test.each(['EZ', 'en-QQQQ', 'de-XYZZY', 'en-a-b', 'e', ''])('%s is not', (tag) =>
    expect(languageFault(tag)).not.toBeNull(),
  )
})

describe('package URLs', () => {
  test.each(['pkg:npm/%40angular/cli@1.2', 'pkg:maven/a/b', 'pkg:generic/x?a=b&c=d#sub'])(
    '%s is one',
    (text) => expect(purlFault(text)).toBeNull(),
  )
  test.each([
    'pkg:maven/@1.3.4',
    'pkg:maven/only-a-name',
    'pkg:pypi/space/name',
    'pkg:generic/x?a=1&A=2',
    'pkg:generic/%zz',
    'npm/name',
  ])('%s is none', (text) => expect(purlFault(text)).not.toBeNull())
})

describe('license expressions', () => {
  test.each([
    'MIT',
    'GPL-2.0+ WITH Classpath-exception-2.0',
    '(MIT OR LicenseRef-a) AND BSD-3-Clause',
  ])('%s is one', (text) => expect(readLicenseExpression(text)).not.toBeNull())
  test.each([
    'MIT BSD',
    'MIT AND',
    '(MIT',
    'LicenseRef-a+',
    'licenseref-a',
    'DocumentRef-a:LicenseRef-b',
  ])('%s is none', (text) => expect(readLicenseExpression(text)).toBeNull())
  test('one that nests without end is refused', () => {
    expect(readLicenseExpression('('.repeat(50_000))).toBeNull()
  })
})

describe('URIs', () => {
  test.each(['https://example.com/a?b=c#d', 'urn:a:b', 'mailto:a@b.c', 'https://[::1]:80/', 'a:'])(
    '%s is one',
    (text) => expect(isUri(text)).toBe(true),
  )
  test.each([
    'example.com',
    '//a/b',
    'https://a b',
    'https://a/%2',
    'https://a#b#c',
    'https://a/[b]',
  ])('%s is none', (text) => expect(isUri(text)).toBe(false))
})

test('revision numbers go by semantic versioning, also beyond the digits of a double', () => {
  const sorted = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-beta',
    '1.0.0',
    '1.0.1',
    `1${'0'.repeat(30)}`,
  ]
  const numbers = sorted.map((text) => readRevisionNumber(text))
  for (const [i, later] of numbers.entries()) {
    const earlier = numbers[i - 1]
    if (earlier && later) expect(compareRevisionNumbers(earlier, later)).toBeLessThan(0)
  }
})

test('a slip of one letter is found, a name and a right word are not', () => {
  expect(misspelling('Secruity')).toBe('security')
  expect(misspelling('vulnerabilites')).toBe('vulnerabilities')
  for (const right of ['security', "vendor's", 'affects', 'SecurityX', 'version1', 'Siemens']) {
    expect(misspelling(right)).toBeNull()
  }
})

describe('version ranges', () => {
  test.each(['vers:intdot/<4.2.0', 'vers:all/*', '>=1.0|<2.0', 'vers:unknown/<2|>1'])(
    '%s keeps the rules',
    (name) => expect(rangeFault(name)).toBeNull(),
  )
  test.each(['vers:all/<V2', 'all versions', 'vers:intdot/>2|<1', 'vers:npm/', '<1||>2', '< 1'])(
    '%s does not',
    (name) => expect(rangeFault(name)).not.toBeNull(),
  )
  test('ranges overlap where they share a version, their ends only if both count', () => {
    const range = (name: string) => ({ name, isRange: true })
    expect(overlap('>2.1.0|<4.2.0', range('>1.2.0|<2.4.0'))).toBe(true)
    expect(overlap('>2.1.0|<4.2.0', range('>1.2.0|<=2.1.0'))).toBe(false)
    expect(overlap('>=2.1.0|<4.2.0', range('>1.2.0|<=2.1.0'))).toBe(true)
    expect(overlap('>1|!=2|<3', { name: '2', isRange: false })).toBe(false)
  })
})
