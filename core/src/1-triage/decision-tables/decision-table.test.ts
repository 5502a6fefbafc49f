import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../../test/builders/seed.ts'
import { bod2604Table } from './bod-26-04.ts'
import { type DecisionTable, decideByTable, tableDigest, tableFaults } from './decision-table.ts'
import { readSiteTable } from './site-table.ts'

const kinds = (table: DecisionTable) => tableFaults(table).map((fault) => fault.kind)
const changed = (at: number, outcome: string): DecisionTable => ({
  ...bod2604Table,
  rows: bod2604Table.rows.map((row, index) => (index === at ? { ...row, outcome } : row)),
})

describe('a decision table', () => {
  test('of CISA BOD 26-04 is total and monotone', () => {
    expect(tableFaults(bod2604Table)).toEqual([])
    expect(bod2604Table.rows).toHaveLength(16)
  })

  test(`with any row left out or doubled is refused (seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.nat(15), (at) => {
        const without = { ...bod2604Table, rows: bod2604Table.rows.toSpliced(at, 1) }
        expect(kinds(without)).toEqual(['missing-row'])
        const [row] = bod2604Table.rows.slice(at)
        const twice = { ...bod2604Table, rows: [...bod2604Table.rows, row ?? expect.fail('a row')] }
        expect(kinds(twice)).toContain('repeated-row')
      }),
      { seed: SEED },
    )
  })

  test('with a row that is calmer than a better one names both rows', () => {
    const [fault] = tableFaults(changed(15, '60-days'))
    expect(fault?.kind).toBe('not-monotone')
    expect(fault?.lines).toContain(16)
    expect(fault?.words).toMatch(/gives 60-days, calmer than/)
  })

  test('with a word that nobody knows says which are', () => {
    expect(tableFaults(changed(3, 'soon'))).toMatchObject([
      { kind: 'unknown-value', lines: [4], words: /^outcome "soon" is none of fix-on-system/ },
    ])
  })

  test('takes what is not known for the worst, and says so', () => {
    const { outcome, assumed, wouldChangeIt } = decideByTable(bod2604Table, { inKev: 'no' })
    expect(outcome).toBe('3-days')
    expect(assumed).toHaveLength(3)
    expect(wouldChangeIt).toContain('Publicly exposed no: 60-days')
    expect(wouldChangeIt).toContain('In KEV yes: 3-days-and-forensic-investigation')
  })

  test('has the same digest wherever its rows stand, and another for another outcome', () => {
    const moved = bod2604Table.rows.map((row) => ({ ...row, line: row.line + 7 }))
    expect(tableDigest({ ...bod2604Table, rows: moved })).toBe(tableDigest(bod2604Table))
    expect(tableDigest(changed(0, '60-days'))).not.toBe(tableDigest(bod2604Table))
  })

  test(`that has no fault never gives a calmer outcome for a worse answer (seed ${SEED})`, () => {
    const answer = fc.tuple(...bod2604Table.points.map((point) => fc.nat(point.values.length - 1)))
    fc.assert(
      fc.property(answer, answer, (one, other) => {
        const worse = one.map((value, at) => Math.max(value, other[at] ?? 0))
        const rank = (values: readonly number[]) => {
          const answers = bod2604Table.points.map((p, at) => [
            p.id,
            p.values[values[at] ?? 0] ?? '',
          ])
          const { outcome } = decideByTable(bod2604Table, Object.fromEntries(answers))
          return bod2604Table.outcomes.indexOf(outcome)
        }
        expect(rank(worse)).toBeGreaterThanOrEqual(rank(one))
      }),
      { seed: SEED },
    )
  })
})

describe("a site's own table", () => {
  const named = { id: 'northbrook', version: '1', title: 'Ours' }
  const header = ['exposure', 'urgency']
  const rows = [
    { exposure: 'small', urgency: 'defer' },
    { exposure: 'Controlled ', urgency: 'scheduled' },
    { exposure: 'open', urgency: 'immediate' },
  ]
  const refused = (given: readonly Record<string, string>[], columns = header) => {
    const read = readSiteTable(named, columns, given)
    return read.ok ? [] : read.refusal.map((one) => one.what)
  }

  test('is read from a sheet with a column for each question', () => {
    expect(readSiteTable(named, header, rows)).toMatchObject({
      ok: true,
      value: { id: 'northbrook' },
    })
  })

  test('is refused with the rows that stand in the way', () => {
    expect(refused(rows.slice(0, 2))).toEqual(['there is no row for Exposure open'])
    const calmer = rows.with(2, { exposure: 'open', urgency: 'defer' })
    expect(refused(calmer)).toEqual([
      'row 2 and 3: Exposure open gives defer, calmer than scheduled for controlled; otherwise Exposure controlled',
    ])
    expect(refused(rows, ['weather', 'urgency'])).toEqual([
      'column "weather" is no question of a case',
    ])
    expect(refused(rows, ['exposure'])).toEqual(['there is no column "urgency"'])
  })
})
