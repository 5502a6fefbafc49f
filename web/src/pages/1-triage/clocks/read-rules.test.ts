import { setClockPolicy } from '@holdpoint/api'
import type { EnteredRule } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { readRules, writeRules } from './read-rules.ts'

const rules: readonly EnteredRule[] = [
  {
    kind: 'K5',
    jurisdiction: 'Elsewhere',
    clause: 'Act 7, part 2',
    words: 'Baselines are looked at every month',
    days: 30,
    effectiveFrom: '2026-01-01',
    effectiveTo: '2028-06-30',
  },
  {
    kind: 'K3',
    jurisdiction: 'Elsewhere',
    clause: 'Act 7, part 3',
    words: 'Plans are kept',
    days: null,
    effectiveFrom: '2026-01-01',
    effectiveTo: null,
  },
]

test('what is written is read back as it was', () => {
  expect(readRules(writeRules(rules))).toEqual(rules)
  expect(readRules(' \n')).toEqual([])
})

test.each([
  'K9 | X | a | b | 35 | 2026-01-01 |',
  'K1 | X | a | b | soon | 2026-01-01 |',
  'K1 | X | a | b | 35 | in spring |',
  'K1 and nothing more',
])('"%s" is refused by the contract', (line) => {
  const site = { evaluateWithinDays: null, decideWithinDays: null }
  const body = { jurisdictions: [], site, rules: readRules(line) }
  expect(setClockPolicy.body.safeParse(body).success).toBe(false)
})
