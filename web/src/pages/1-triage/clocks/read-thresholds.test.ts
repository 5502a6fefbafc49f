import { setAlarmTable } from '@holdpoint/api'
import { shippedThresholds } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { readThresholds, writeThresholds } from './read-thresholds.ts'

test('what is written is read back as it was', () => {
  expect(readThresholds(writeThresholds(shippedThresholds))).toEqual(shippedThresholds)
})

test('one a line: a share of the time, or days before or after the last one', () => {
  expect(
    readThresholds('K1 80% Warning\n\n K2 2 days before alarm\ntask 1 day after alarm'),
  ).toEqual([
    { of: 'K1', at: { kind: 'share', percent: 80 }, level: 'warning' },
    { of: 'K2', at: { kind: 'days-before', days: 2 }, level: 'alarm' },
    { of: 'task', at: { kind: 'days-before', days: -1 }, level: 'alarm' },
  ])
})

test.each(['K9 80 % warning', 'K1 80 % loud', 'K1 soon', 'K1 0 % alarm', 'K1 101 % alarm'])(
  '"%s" is refused by the contract',
  (line) => {
    const parsed = setAlarmTable.body.safeParse({ thresholds: readThresholds(line) })
    expect(parsed.success).toBe(false)
  },
)
