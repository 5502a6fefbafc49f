import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../../test/builders/seed.ts'
import { bod2604Table } from '../decision-tables/bod-26-04.ts'
import { readSiteTable, sitePoints } from '../decision-tables/site-table.ts'
import { urgencyOrder } from '../urgency.ts'
import { askTables, ssvcAlone, type TablesInForce, urgencyBy } from './ask-tables.ts'
import { type AnswerItem, answerItemNames, answerItems, type CaseAnswers } from './case-answers.ts'
import { changedBy, type OtherOutcome, whatWouldChange } from './would-change.ts'

const site = siteTable(['exposure', 'serviceUsed'], (ranks) => ranks[0] + ranks[1])
const inForce: readonly TablesInForce[] = [
  ssvcAlone,
  { ...ssvcAlone, bod2604: bod2604Table },
  { ...ssvcAlone, site },
  { ...ssvcAlone, bod2604: bod2604Table, site },
]

/** Each answer drawn from its values, or not known. */
const answers = fc.record(
  Object.fromEntries(
    answerItemNames.map((item) => [item, fc.constantFrom(...answerItems[item].values, 'unknown')]),
  ),
) as unknown as fc.Arbitrary<CaseAnswers>
const tables = fc.constantFrom(...inForce)
const drawn = { seed: SEED, numRuns: 150 }
const rank = (one: string) => urgencyOrder.indexOf(one as 'defer')

describe(`what would change a decision (seed ${SEED})`, () => {
  test('is what the tables then say, for every change that is named', () => {
    fc.assert(
      fc.property(tables, answers, (asked, given) => {
        const said = whatWouldChange(asked, given)
        expect(said.urgency).toBe(askTables(asked, given).urgency)
        for (const [turn, outcome] of named(said)) {
          const then = askTables(asked, changedBy(given, outcome.changes)).urgency
          expect(then).toBe(outcome.urgency)
          if (turn === 'calmer') expect(rank(then)).toBeLessThan(rank(said.urgency))
          else expect(rank(then)).toBeGreaterThan(rank(said.urgency))
        }
      }),
      drawn,
    )
  })

  test('leaves no single fact out, and names the nearest value of each', () => {
    fc.assert(
      fc.property(tables, answers, (asked, given) => {
        const said = whatWouldChange(asked, given)
        for (const item of answerItemNames) {
          const { values } = answerItems[item]
          const turned = (calmer: boolean) =>
            values.filter((to) => {
              const then = rank(urgencyBy(asked, { ...given, [item]: to } as CaseAnswers))
              return calmer ? then < rank(said.urgency) : then > rank(said.urgency)
            })
          const chosen = (all: readonly OtherOutcome[]) =>
            all.find(({ changes }) => changes[0]?.item === item)?.changes[0]?.to
          expect(turned(true).includes(chosen(said.calmer) ?? '')).toBe(turned(true).length > 0)
          expect(turned(false).includes(chosen(said.moreUrgent) ?? '')).toBe(
            turned(false).length > 0,
          )
          if (given[item] === 'unknown') continue
          // From a known value the way is one: calmer lies below, the nearest is the highest of it.
          if (turned(true).length > 0) expect(chosen(said.calmer)).toBe(turned(true).at(-1))
          if (turned(false).length > 0) expect(chosen(said.moreUrgent)).toBe(turned(false)[0])
        }
      }),
      drawn,
    )
  })

  test('where no single fact does, names a set of which no smaller part would do', () => {
    fc.assert(
      fc.property(tables, answers, (asked, given) => {
        const said = whatWouldChange(asked, given)
        for (const together of [said.calmerTogether, said.moreUrgentTogether]) {
          for (const left of together?.changes ?? []) {
            const part = together?.changes.filter((one) => one !== left) ?? []
            expect(urgencyBy(asked, changedBy(given, part))).toBe(said.urgency)
          }
        }
      }),
      drawn,
    )
  })

  test('is never a calmer outcome for a worse fact', () => {
    fc.assert(
      fc.property(tables, answers, fc.constantFrom(...answerItemNames), (asked, given, item) => {
        const { values } = answerItems[item]
        const ranks = values.map((value) =>
          rank(urgencyBy(asked, { ...given, [item]: value } as CaseAnswers)),
        )
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b))
      }),
      drawn,
    )
  })

  test('says so where nothing can make it calmer', () => {
    const calmest = Object.fromEntries(
      answerItemNames.map((item) => [item, answerItems[item].values[0]]),
    ) as CaseAnswers
    const { words, calmer, calmerTogether } = whatWouldChange(ssvcAlone, calmest)
    expect([calmer, calmerTogether]).toEqual([[], null])
    expect(words[0]).toBe('Nothing makes it calmer than defer')
    expect(words).toContain('Safety impact critical instead of negligible: scheduled')
  })

  test('speaks of what is not known as something to find out', () => {
    const given = { ...worst(), exposure: 'unknown' } as CaseAnswers
    const { words } = whatWouldChange(ssvcAlone, given)
    expect(words).toContain('Exposure known to be controlled: out of cycle')
  })
})

function named(said: ReturnType<typeof whatWouldChange>) {
  const { calmer, moreUrgent, calmerTogether, moreUrgentTogether } = said
  return [
    ...[...calmer, calmerTogether].map((one) => ['calmer', one] as const),
    ...[...moreUrgent, moreUrgentTogether].map((one) => ['moreUrgent', one] as const),
  ].flatMap(([turn, one]) => (one === null ? [] : [[turn, one] as const]))
}

function worst(): CaseAnswers {
  return Object.fromEntries(
    answerItemNames.map((item) => [item, answerItems[item].values.at(-1)]),
  ) as CaseAnswers
}

/** A table over two questions whose outcome grows with the ranks of the answers. */
function siteTable(
  items: readonly [AnswerItem, AnswerItem],
  grows: (ranks: readonly [number, number]) => number,
) {
  const [one, two] = items.map((item) => sitePoints.find(({ id }) => id === item)?.values ?? [])
  const rows = (one ?? []).flatMap((first, a) =>
    (two ?? []).map((second, b) => ({
      [items[0]]: first,
      [items[1]]: second,
      urgency: urgencyOrder[grows([a, b])] ?? '',
    })),
  )
  const read = readSiteTable(
    { id: 'works', version: '1', title: 'Works' },
    [...items, 'urgency'],
    rows,
  )
  if (!read.ok) throw new Error('the table of this test is total and monotone')
  return read.value
}
