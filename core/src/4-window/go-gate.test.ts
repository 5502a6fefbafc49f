import { expect, test } from 'vitest'
import { aChange, after, veto } from '../../../test/builders/a-change.ts'
import { aPlan } from '../../../test/builders/a-plan.ts'
import { boardRoles } from '../plant/role.ts'
import { boardRefusals } from './go-gate.ts'
import type { RunView } from './run.ts'

const kinds = (view: RunView) => boardRefusals(view).map(({ kind }) => kind)
const scheduled = aChange('scheduled')

test('five signatures over this plan and a go open the gate', () => {
  expect(kinds(scheduled)).toEqual([])
})

test('each missing signature shuts it, and names who signs', () => {
  for (const role of boardRoles) {
    const signatures = scheduled.board.signatures.filter((one) => one.role !== role)
    const refusals = boardRefusals({ ...scheduled, board: { ...scheduled.board, signatures } })
    expect(refusals.map(({ kind, owner }) => [kind, owner])).toEqual([['signature-missing', role]])
  }
})

test('signatures over another plan, another form or an earlier revision count for nothing', () => {
  const five = boardRoles.map(() => 'signature-missing')
  expect(kinds({ ...scheduled, plan: aPlan({ limits: 'other' }) })).toEqual(five)
  const form = { ...scheduled.board.form, authorisation: 'other' }
  expect(kinds({ ...scheduled, board: { ...scheduled.board, form } })).toEqual(five)
  expect(kinds({ ...scheduled, revision: 2 })).toEqual(five)
  expect(kinds({ ...scheduled, plan: null })).toEqual(five)
})

test('no decision but go opens it', () => {
  expect(kinds(aChange('signed'))).toEqual(['no-go-yet'])
  const decision = { kind: 'no-go', reason: 'not now' } as const
  expect(kinds({ ...scheduled, board: { ...scheduled.board, decision } })).toEqual(['no-go-yet'])
})

test('a veto shuts it, whatever was signed', () => {
  expect(kinds(after(scheduled, veto))).toEqual(['vetoed'])
})
