import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../test-support/seed.ts'
import { type CpeRelation, compareCpes, compareCpeValues } from './compare-cpe.ts'
import { type Cpe, cpeAttributes, readCpe } from './cpe.ts'

function cpe(text: string): Cpe {
  const read = readCpe(text)
  if (!read.ok) throw new Error(`${text} ${read.refusal}`)
  return read.value
}

/** A name of which only the version matters. */
const ofVersion = (value: string) => cpe(`cpe:2.3:a:v:p:${value}:*:*:*:*:*:*:*`)

const fault = (text: string) => {
  const read = readCpe(text)
  return read.ok ? null : read.refusal
}

describe('reading a CPE name', () => {
  test('a formatted string has its eleven attributes, without escapes and in small letters', () => {
    const read = cpe('cpe:2.3:a:Example:foo\\:bar\\+:7.5:sp2:-:*:*:windows:x64:*')
    expect(read.product).toEqual({ kind: 'text', text: 'foo:bar+', before: 0, after: 0 })
    expect(read.vendor).toMatchObject({ text: 'example' })
    expect([read.edition.kind, read.language.kind]).toEqual(['na', 'any'])
    expect(read.target_hw).toMatchObject({ text: 'x64' })
  })

  test('a URI of 2.2 is the same name, with what it packs into its edition', () => {
    expect(cpe('cpe:/a:example:foo%3abar%2b:7.5:sp2:~-~~windows~x64~')).toEqual(
      cpe('cpe:2.3:a:example:foo\\:bar\\+:7.5:sp2:-:*:*:windows:x64:*'),
    )
    expect(cpe('cpe:/o:microsoft:windows_10')).toEqual(
      cpe('cpe:2.3:o:microsoft:windows_10:*:*:*:*:*:*:*:*'),
    )
    expect(cpe('cpe:/a:hp:insight_diagnostics:7.4.0.%02')).toEqual(
      cpe('cpe:2.3:a:hp:insight_diagnostics:7.4.0.*:*:*:*:*:*:*:*'),
    )
  })

  test('an escaped star is a character, an unescaped one is open', () => {
    expect(ofVersion('8\\.\\*').version).toMatchObject({ text: '8.*', after: 0 })
    expect(ofVersion('8.*').version).toMatchObject({ text: '8.', after: Number.POSITIVE_INFINITY })
    expect(ofVersion('??8').version).toMatchObject({ text: '8', before: 2 })
  })

  test.each([
    ['siemens:wincc', 'begins with neither'],
    ['cpe:2.3:a:siemens:wincc', 'has 3 attributes, not 11'],
    ['cpe:2.3:a:siemens::7:*:*:*:*:*:*:*', 'has a product that cannot be read'],
    ['cpe:2.3:a:sie*mens:wincc:7:*:*:*:*:*:*:*', 'has a vendor that cannot be read'],
    ['cpe:2.3:a:siemens:win cc:7:*:*:*:*:*:*:*', 'has a product that cannot be read'],
    ['cpe:2.3:x:siemens:wincc:7:*:*:*:*:*:*:*', 'has a part that is none of'],
    ['cpe:/a:1:2:3:4:5:6:7', 'more than the seven parts'],
    ['cpe:/a:1:2:3:4:~5', 'does not hold five values'],
    ['', 'begins with neither'],
  ])('%s is refused with what is wrong', (text, words) => {
    expect(fault(text)).toContain(words)
  })

  test('no text makes it throw or hang', () => {
    const start = performance.now()
    const hostile = ['\\'.repeat(2000), `cpe:2.3:${':'.repeat(1990)}`, `cpe:/${'%'.repeat(1900)}`]
    for (const text of hostile) expect(fault(text)).not.toBeNull()
    const near = fc.string({ unit: fc.constantFrom(...'cpe:2.3/ah*?-\\~%01') })
    fc.assert(
      fc.property(near, (text) => void readCpe(`cpe:2.3:${text}`)),
      { seed: SEED },
    )
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('comparing CPE names (NIST IR 7696)', () => {
  // Table 6-2: i and k are texts without, m with wildcards.
  const table: readonly [string, string, CpeRelation][] = [
    ['*', '*', 'equal'],
    ['*', '-', 'superset'],
    ['*', 'i', 'superset'],
    ['*', 'm*', 'undefined'],
    ['-', '*', 'subset'],
    ['-', '-', 'equal'],
    ['-', 'i', 'disjoint'],
    ['-', 'm*', 'undefined'],
    ['i', 'i', 'equal'],
    ['i', 'k', 'disjoint'],
    ['i', 'm*', 'undefined'],
    ['i', '-', 'disjoint'],
    ['i', '*', 'subset'],
    ['m*', 'mine', 'superset'],
    ['m*', 'yours', 'disjoint'],
    ['m*', '*', 'subset'],
    ['m*', '-', 'disjoint'],
    ['m*', 'm*', 'undefined'],
  ]

  test.each(table)('%s to %s is %s', (source, target, relation) => {
    expect(compareCpeValues(ofVersion(source).version, ofVersion(target).version)).toBe(relation)
  })

  test.each<[string, string, CpeRelation]>([
    ['7.5.??', '7.5.12', 'superset'],
    ['7.5.??', '7.5.1', 'superset'],
    ['7.5.??', '7.5.123', 'disjoint'],
    ['*.5', '17.5', 'superset'],
    ['?.5', '17.5', 'disjoint'],
    ['*5*', '7.5.1', 'superset'],
    ['*55', '5.5.55', 'superset'],
    ['8\\.\\*', '8.1', 'disjoint'],
    ['SP1', 'sp1', 'equal'],
  ])('the wildcards of %s to %s make %s', (source, target, relation) => {
    expect(compareCpeValues(ofVersion(source).version, ofVersion(target).version)).toBe(relation)
  })

  test('names are compared attribute by attribute', () => {
    const whole = 'cpe:2.3:a:example:pump:1.0:*:*:*:*:*:*:*'
    const relation = (source: string, target: string) => compareCpes(cpe(source), cpe(target))
    expect(relation(whole, whole)).toBe('equal')
    expect(relation('cpe:/a:example:pump', whole)).toBe('superset')
    expect(relation(whole, 'cpe:/a:example:pump')).toBe('subset')
    expect(relation(whole, 'cpe:/a:example:pump:1.1')).toBe('disjoint')
    expect(relation('cpe:/a:example:pump::sp1', whole)).toBe('undefined')
  })

  test('what is a superset is a subset the other way round, and nothing is both', () => {
    const value = fc.constantFrom('*', '-', 'one', 'two')
    const name = fc
      .array(value, { minLength: 10, maxLength: 10 })
      .map((values) => cpe(`cpe:2.3:a:${values.join(':')}`))
    const opposite = { superset: 'subset', subset: 'superset' } as Record<string, string>
    fc.assert(
      fc.property(name, name, (one, other) => {
        const there = compareCpes(one, other)
        expect(compareCpes(other, one)).toBe(opposite[there] ?? there)
        if (there === 'equal') expect(one).toEqual(other)
        expect(cpeAttributes.every((attribute) => attribute in one)).toBe(true)
      }),
      { seed: SEED },
    )
  })
})
