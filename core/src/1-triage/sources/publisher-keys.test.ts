import { invariant } from '@holdpoint/std'
import { expect, test } from 'vitest'
import type { Role } from '../../plant/role.ts'
import {
  decidePublisherKeys,
  evolvePublisherKeys,
  keysInForce,
  type PublisherKeyCommand,
  type PublisherKeys,
  type ReadPublisherKey,
} from './publisher-keys.ts'

const key: ReadPublisherKey = {
  fingerprint: 'AB12',
  userIds: ['A vendor <psirt@vendor.test>'],
  createdAt: '2024-01-01T00:00:00.000Z',
  expiresAt: null,
  armored: 'armoured',
}

const facts = (role: Role = 'ot-cybersecurity-lead') => ({
  now: '2026-11-01T00:00:00.000Z',
  actor: { personId: 'mara', name: 'Mara', roles: [role], reauthenticatedAt: null },
})

function after(state: PublisherKeys | null, command: PublisherKeyCommand): PublisherKeys {
  const decided = decidePublisherKeys(state, command, facts())
  invariant(decided.ok, 'the act is allowed')
  return decided.value.reduce<PublisherKeys | null>(evolvePublisherKeys, state) ?? { keys: [] }
}

const refusedAs = (state: PublisherKeys | null, command: PublisherKeyCommand, role?: Role) => {
  const decided = decidePublisherKeys(state, command, facts(role))
  return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
}

const add = (told: string | null): PublisherKeyCommand => ({
  kind: 'add-publisher-key',
  key,
  told,
})
const remove: PublisherKeyCommand = {
  kind: 'remove-publisher-key',
  fingerprint: 'AB12',
  reason: 'the vendor revoked it',
}

test('a key is kept with who vouched for it, and whether its fingerprint was compared', () => {
  expect(after(null, add('ab 12')).keys).toMatchObject([{ isCompared: true, addedBy: 'mara' }])
  expect(after(null, add(null)).keys).toMatchObject([{ isCompared: false, removed: null }])
  expect(refusedAs(null, add('AB13'))).toEqual(['wrong-fingerprint'])
  expect(refusedAs(after(null, add(null)), add(null))).toEqual(['key-known'])
})

test('a removed key checks nothing more, stays in the record, and may come again', () => {
  const kept = after(null, add(null))
  const removed = after(kept, remove)
  expect(keysInForce(removed)).toEqual([])
  expect(removed.keys).toMatchObject([{ removed: { reason: 'the vendor revoked it' } }])
  expect(refusedAs(removed, remove)).toEqual(['no-such-key'])
  expect(keysInForce(after(removed, add('AB12')))).toHaveLength(1)
})

test('only the cybersecurity lead keeps keys', () => {
  expect(refusedAs(null, add(null), 'operator')).toEqual(['not-your-role'])
  expect(refusedAs(after(null, add(null)), remove, 'maintenance-lead')).toEqual(['not-your-role'])
})
