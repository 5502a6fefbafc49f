import { describe, expect, test } from 'vitest'
import {
  type Ask,
  aChange,
  after,
  asked,
  digestOf,
  fillForm,
  go,
  kindsOf,
  openChange,
  revise,
  sign,
  submit,
  text,
  veto,
  writePlan,
} from '../../../test/builders/a-change.ts'
import { aPlan } from '../../../test/builders/a-plan.ts'
import {
  administrator,
  aPerson,
  author,
  engineer,
  lead,
  manager,
  operator,
  seats,
  twoSeats,
} from '../../../test/builders/people.ts'
import { changeStates } from '../change/transitions.ts'
import { boardRoles, roles } from '../plant/role.ts'
import type { BoardDecision } from './board.ts'
import { type FormField, formFields, formRefusals } from './form.ts'

const before = aChange('form-filled')

const decides = (decision: BoardDecision, by = lead): Ask => ({
  by,
  command: { kind: 'decide', decision },
})

describe('the form', () => {
  const fields = Object.keys(formFields) as FormField[]

  test.each(fields)('%s is written by who owes it, and by nobody else', (field) => {
    const { owner } = formFields[field]
    for (const role of roles) {
      const ask = { ...fillForm(field), by: aPerson(role, [role]) }
      const wanted = role === owner ? [] : ['not-your-role']
      expect(kindsOf(aChange('before-board'), ask), role).toEqual(wanted)
    }
  })

  test('all five owe something, and each missing field names who', () => {
    const owners = formRefusals({}).map(({ owner }) => owner)
    expect(owners).toHaveLength(fields.length)
    expect(new Set(owners)).toEqual(new Set(boardRoles))
    expect(formRefusals({ authorisation: '  ' })).toHaveLength(fields.length)
  })

  test('blocks every signature while a field is empty', () => {
    const open = aChange('before-board')
    for (const [role] of seats) {
      expect(kindsOf(open, sign(open, role))).toEqual(fields.map(() => 'form-incomplete'))
    }
  })

  test('is neither empty nor endless, and closed once the board decided', () => {
    expect(kindsOf(before, fillForm('authorisation', ' '))).toEqual(['empty-text'])
    expect(kindsOf(before, fillForm('authorisation', 'x'.repeat(4001)))).toEqual(['text-too-long'])
    expect(kindsOf(aChange('scheduled'), fillForm('authorisation'))).toEqual(['form-closed'])
  })

  test('with half a character in it is refused: nobody could sign over it', () => {
    expect(kindsOf(before, fillForm('authorisation', 'half \ud800'))).toEqual(['not-signable'])
    const half = writePlan(aPlan({ limits: 'half \ud800' }))
    const endless = writePlan(aPlan({ returnToServiceMinutes: Number.POSITIVE_INFINITY }))
    for (const ask of [half, endless]) expect(kindsOf(before, ask)).toEqual(['not-signable'])
  })

  test('edited after a signature, voids it visibly', () => {
    const edited = after(aChange('signed'), fillForm('authorisation', 'another answer'))
    expect(edited.board.signatures).toEqual([])
    expect(edited.board.voided.map(({ role }) => role)).toEqual([...boardRoles])
  })
})

describe('a signature', () => {
  test.each(seats)('as %s is given by one in that role, and by nobody else', (role, by) => {
    expect(kindsOf(before, sign(before, role, by))).toEqual([])
    for (const [, other] of seats.filter(([, one]) => one !== by)) {
      expect(kindsOf(before, sign(before, role, other))).toEqual(['not-your-role'])
    }
    expect(kindsOf(before, sign(before, role, administrator))).toEqual(['not-your-role'])
  })

  test('binds the digest of exactly this plan and form', () => {
    const ask = sign(before, 'operations-manager')
    const edited = after(before, writePlan(aPlan({ limits: 'other' })))
    expect(kindsOf(edited, ask)).toEqual(['digest-mismatch'])
    expect(digestOf(edited)).not.toBe(digestOf(before))
  })

  test('needs the password again, given just now', () => {
    const stale = aPerson('manager', ['operations-manager'], null)
    expect(kindsOf(before, sign(before, 'operations-manager', stale))).toEqual([
      'not-reauthenticated',
    ])
  })

  test('is not given for one’s own change, nor twice by one person', () => {
    expect(kindsOf(before, sign(before, 'control-systems-engineer', author))).toEqual([
      'own-change',
    ])
    const once = after(before, sign(before, 'maintenance-lead', twoSeats))
    expect(kindsOf(once, sign(once, 'plant-safety-officer', twoSeats))).toEqual([
      'one-person-one-signature',
    ])
  })

  test('has no place before the change is brought before the board', () => {
    const drafted = aChange('planned')
    expect(kindsOf(drafted, sign(drafted, 'operations-manager'))).toContain('not-before-board')
  })
})

describe('the decision', () => {
  const signed = aChange('signed')

  test('to go needs all five signatures over this very plan', () => {
    expect(kindsOf(before, go(before))).toEqual(boardRoles.map(() => 'signature-missing'))
    expect(kindsOf(signed, decides({ kind: 'go', digest: 'f'.repeat(64) }))).toEqual([
      'digest-mismatch',
    ])
    expect(after(signed, go(signed)).state).toBe('scheduled')
  })

  test('is recorded by the lead', () => {
    for (const by of [operator, manager, engineer, administrator]) {
      expect(kindsOf(signed, { ...go(signed), by })).toEqual(['not-your-role'])
    }
  })

  test('against it needs a reason', () => {
    expect(kindsOf(before, decides({ kind: 'no-go', reason: '' }))).toEqual(['reason-missing'])
    expect(after(before, decides({ kind: 'no-go', reason: text })).state).toBe('no-go')
  })

  test('to defer needs a control, a dated plan, a review date and a reason', () => {
    const empty = {
      kind: 'deferral',
      controls: [' '],
      mitigationPlan: '',
      dueOn: '',
      reviewOn: '2026-02-30',
      reason: '',
    } as const
    const kinds = kindsOf(before, decides(empty))
    expect(new Set(kinds)).toEqual(new Set(['deferral-incomplete', 'reason-missing']))
    expect(kinds.length).toBeGreaterThanOrEqual(5)
    const dated = { controls: [text], mitigationPlan: text, dueOn: '2026-12-24' } as const
    const whole = { ...empty, ...dated, reviewOn: '2026-12-01', reason: text }
    expect(after(before, decides(whole)).state).toBe('deferred')
    expect(kindsOf(before, decides({ ...whole, dueOn: '2026-11-22' }))).toEqual([
      'deferral-incomplete',
    ])
  })

  test('is not taken back: another one needs a new revision', () => {
    const decided = aChange('scheduled')
    expect(kindsOf(decided, decides({ kind: 'no-go', reason: text }))).toEqual(['no-such-move'])
    const revised = after(decided, revise, submit)
    expect(kindsOf(revised, go(revised))).toEqual(boardRoles.map(() => 'signature-missing'))
  })
})

describe('the veto of operations', () => {
  test('is open in every state but closed, to the manager and the operator', () => {
    for (const state of changeStates) {
      const wanted = state === 'closed' ? ['already-closed'] : []
      for (const by of [operator, manager]) {
        const change = { ...aChange('scheduled'), state }
        expect(kindsOf(change, { ...veto, by }), state).toEqual(wanted)
      }
    }
  })

  test('is open to nobody else', () => {
    const others = roles.filter((role) => role !== 'operator' && role !== 'operations-manager')
    for (const role of others) {
      const by = aPerson(role, [role])
      expect(kindsOf(aChange('scheduled'), { ...veto, by }), role).toEqual(['not-your-role'])
    }
  })

  test('says its ground and its reason, and is given once', () => {
    const silent = { kind: 'veto', ground: 'production', reason: ' ' } as const
    expect(kindsOf(before, { by: operator, command: silent })).toEqual(['reason-missing'])
    expect(kindsOf(after(before, veto), veto)).toEqual(['already-vetoed'])
  })

  test('leaves nothing of the board but a new revision', () => {
    const vetoed = after(aChange('signed'), veto)
    const asks = [submit, go(vetoed), sign(vetoed, 'operations-manager'), writePlan()]
    for (const ask of [...asks, fillForm('authorisation'), openChange()]) {
      expect(asked(vetoed, ask).ok, ask.command.kind).toBe(false)
    }
    expect(kindsOf(vetoed, revise)).toEqual([])
  })
})
