import { expect, test } from 'vitest'
import { afterCase, type CaseAsk, kindsOfCase, opens } from '../../../../test/builders/a-case.ts'
import { engineer, lead, operator } from '../../../../test/builders/people.ts'

const open = afterCase(null, opens())
const measured = { assetId: 'a', signal: 'LT-101', unit: '%', low: 40, high: 80 }
const wish = { id: 'limit-1', words: 'Feed at most 60 %', measured: null, reason: 'by hand' }
const enters = (changed: Partial<typeof wish> | { measured: typeof measured } = {}): CaseAsk => ({
  by: engineer,
  command: { kind: 'enter-limit', ...wish, ...changed },
})

test('an engineer enters a limit with a reason, in words or in numbers', () => {
  expect(afterCase(open, enters()).limits).toMatchObject([{ ...wish, personId: 'engineer' }])
  expect(afterCase(open, enters({ measured })).limits?.[0]?.measured).toEqual(measured)
  for (const by of [lead, operator]) {
    expect(kindsOfCase(open, { ...enters(), by })).toEqual(['not-your-role'])
  }
  expect(kindsOfCase(open, enters({ words: ' ', reason: '' }))).toEqual([
    'empty-text',
    'empty-text',
  ])
  expect(kindsOfCase(afterCase(open, enters()), enters())).toEqual(['limit-exists'])
})

test('numbers are a range', () => {
  const between = (low: number | null, high: number | null) =>
    kindsOfCase(open, enters({ measured: { ...measured, low, high } as typeof measured }))
  expect([between(1, 1), between(null, 5), between(5, null)]).toEqual([[], [], []])
  expect([between(null, null), between(2, 1)]).toEqual([['empty-text'], ['no-range']])
  expect(between(Number.NaN, 1)).toEqual(['no-range'])
})

test('an engineer ends it with a reason, and it stays on record', () => {
  const limited = afterCase(open, enters())
  const ends = { kind: 'end-limit', limitId: 'limit-1', reason: 'patched' } as const
  expect(afterCase(limited, { by: engineer, command: ends }).limits).toEqual([])
  expect(kindsOfCase(limited, { by: lead, command: ends })).toEqual(['not-your-role'])
  const other = { ...ends, limitId: 'limit-9', reason: ' ' }
  expect(kindsOfCase(limited, { by: engineer, command: other })).toEqual([
    ...['empty-text', 'no-such-limit'],
  ])
})
