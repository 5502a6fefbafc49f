import { invariant } from '@holdpoint/std'
import { expect, test } from 'vitest'
import type { Role } from '../../plant/role.ts'
import { decideSource } from './decide-source.ts'
import { evolveSources, type SourceCommand, type SourceRegister } from './information-source.ts'
import { sourceStanding } from './source-standing.ts'

const TODAY = '2026-11-23'
const facts = ({ role = 'ot-cybersecurity-lead', personId = 'mara', today = TODAY } = {}) => ({
  now: `${today}T08:00:00.000Z`,
  today,
  peopleIds: ['mara', 'tomas'],
  actor: { personId, name: personId, roles: [role as Role], reauthenticatedAt: null },
})

const register: SourceCommand = {
  kind: 'register-source',
  id: 'cisa',
  of: 'csaf-provider',
  name: 'CISA',
  address: 'cisa.example',
  ownerId: 'tomas',
  reviewEveryDays: 35,
  since: '2026-10-01',
}
const review = (on: string): SourceCommand => ({
  kind: 'review-source',
  id: 'cisa',
  on,
  note: 'the list of our vendors is still complete',
})

type Given = Parameters<typeof facts>[0]

function after(state: SourceRegister | null, command: SourceCommand, given: Given = {}) {
  const decided = decideSource(state, command, facts(given))
  invariant(decided.ok, JSON.stringify(decided))
  return decided.value.reduce<SourceRegister | null>(evolveSources, state) ?? { sources: [] }
}
const refusedAs = (state: SourceRegister | null, command: SourceCommand, given: Given = {}) => {
  const decided = decideSource(state, command, facts(given))
  return decided.ok ? 'accepted' : decided.refusal.map(({ what }) => what).join('; ')
}
const standingOf = ({ sources: [source] }: SourceRegister, today: string) => {
  invariant(source !== undefined, 'there is one')
  return sourceStanding(source, today)
}

test('a source is due so many days after its last review, or after it came into use', () => {
  const kept = after(null, register)
  expect(standingOf(kept, '2026-10-20')).toEqual({
    standing: 'running',
    dueOn: '2026-11-05',
    daysLeft: 16,
  })
  expect(standingOf(kept, '2026-10-29')).toMatchObject({ standing: 'due', daysLeft: 7 })
  expect(standingOf(kept, '2026-11-05')).toMatchObject({ standing: 'due', daysLeft: 0 })
  expect(standingOf(kept, '2026-11-06')).toMatchObject({ standing: 'overdue', daysLeft: -1 })
  const reviewed = after(kept, review('2026-11-20'))
  expect(standingOf(reviewed, TODAY)).toMatchObject({ standing: 'running', dueOn: '2026-12-25' })
})

test('a late review is recorded as late, one in time is not', () => {
  const kept = after(null, register)
  const isLate = (on: string) => after(kept, review(on)).sources[0]?.reviews[0]?.isLate
  expect(isLate('2026-11-05')).toBe(false)
  expect(isLate('2026-11-06')).toBe(true)
})

test('a review is of a day between the last one and today, by the owner or the lead', () => {
  const kept = after(null, register)
  expect(refusedAs(kept, review('2026-11-24'))).toMatch(/is no day from 2026-10-01 to today/)
  expect(refusedAs(kept, review('2026-09-30'))).toMatch(/is no day from 2026-10-01/)
  expect(refusedAs(kept, review('2026-02-30'))).toMatch(/is no day/)
  const owner = { role: 'maintenance-lead', personId: 'tomas' }
  expect(refusedAs(kept, review(TODAY), owner)).toBe('accepted')
  expect(refusedAs(kept, review(TODAY), { ...owner, personId: 'noor' })).toMatch(/its owner/)
})

test('what a register entry lacks is said all at once', () => {
  const bad = {
    ...register,
    ownerId: 'nobody',
    reviewEveryDays: 0,
    address: 'http://x y',
    since: '',
  }
  expect(refusedAs(null, bad).split('; ')).toHaveLength(4)
  expect(refusedAs(after(null, register), register)).toBe('A source cisa is registered already')
  expect(refusedAs(null, register, { role: 'operator' })).toMatch(/register of sources belongs/)
})

test('an ended source is due no more, keeps its record, and takes nothing', () => {
  const end: SourceCommand = { kind: 'end-source', id: 'cisa', reason: 'replaced' }
  const ended = after(after(null, register), end)
  expect(standingOf(ended, '2027-01-01')).toEqual({
    standing: 'ended',
    dueOn: null,
    daysLeft: null,
  })
  expect(refusedAs(ended, review(TODAY))).toBe('CISA is ended: replaced')
  expect(refusedAs(null, end)).toBe('No source cisa is registered')
})
