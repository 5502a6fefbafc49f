import { describe, expect, test } from 'vitest'
import { aChange, facts } from '../../../test/builders/a-change.ts'
import { operator } from '../../../test/builders/people.ts'
import { decideChange } from '../campaign/decide-change.ts'
import type { GroupOutage } from '../plant/outage.ts'
import { groupRefusals } from './group-gate.ts'

const group = (standing: GroupOutage['standing'], lost: readonly string[]): GroupOutage => ({
  ...{ name: 'stations', members: ['OS-1', 'OS-2', 'OS-3'], lost, keeps: 2, standing },
})
const both = ['OS-1', 'OS-2']
const kinds = (others: readonly string[], ...groups: readonly GroupOutage[]) =>
  groupRefusals({ others, groups }).map(({ kind }) => kind)

describe('work on two members of a group at once', () => {
  test('is refused where the group would not keep what it must, or nobody said how many', () => {
    expect(kinds(['OS-2'], group('breaks', both))).toEqual(['group-outage'])
    expect(kinds(['OS-2'], group('unknown', both))).toEqual(['group-outage'])
    expect(kinds(['OS-2'], group('holds', both))).toEqual([])
    expect(groupRefusals({ others: ['OS-2'], groups: [group('breaks', both)] })[0]?.what).toBe(
      'With work on OS-2 under way, stations: 1 of 3 stay alive without OS-1, OS-2; 2 must',
    )
  })

  test('is another thing than one member alone, or work elsewhere', () => {
    expect(kinds([], group('breaks', ['OS-1']))).toEqual([])
    expect(kinds(['PLC-9'], group('unknown', ['OS-1']))).toEqual([])
    expect(groupRefusals(undefined)).toEqual([])
  })

  test('stops the release, and nothing that makes the plant safe', () => {
    const outage = { others: ['OS-2'], groups: [group('breaks', both)] }
    const asked = (command: Parameters<typeof decideChange>[1]) => {
      const decided = decideChange(aChange('scheduled'), command, { ...facts(operator), outage })
      return decided.ok ? [] : decided.refusal.map(({ kind }) => kind)
    }
    expect(asked({ kind: 'release', processState: 'night', permit: '7' })).toEqual(['group-outage'])
    expect(asked({ kind: 'veto', ground: 'safety', reason: 'x' })).toEqual([])
  })
})
