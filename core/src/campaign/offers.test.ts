import { describe, expect, test } from 'vitest'
import { aChange, after, facts, report, veto } from '../../../test/builders/a-change.ts'
import { aPerson, engineer, operator } from '../../../test/builders/people.ts'
import { type ChangeState, changeStates, moversOf } from '../change/transitions.ts'
import { roles } from '../plant/role.ts'
import { type Offer, offersFor } from './offers.ts'

/** Which move of the table each button stands for. */
const buttons: readonly (readonly [Offer['command'], Offer['about'], ChangeState])[] = [
  ['submit-to-board', null, 'before-board'],
  ['decide', 'go', 'scheduled'],
  ['decide', 'no-go', 'no-go'],
  ['decide', 'deferral', 'deferred'],
  ['revise', null, 'drafted'],
  ['hold', null, 'held'],
  ['release-rollback', null, 'rolling-back'],
  ['accept-back', null, 'validating'],
  ['accept-rollback', null, 'rolled-back'],
  ['close', null, 'closed'],
]

describe('the buttons', () => {
  test.each(buttons)(
    '%s (%s) is offered as the table of transitions says',
    (command, about, to) => {
      for (const state of changeStates) {
        const change = { ...aChange('scheduled'), state }
        const movers = moversOf(state, to)
        for (const role of roles) {
          const offers = offersFor(change, facts(aPerson(role, [role])))
          const offer = offers.find((one) => one.command === command && one.about === about)
          const kinds = offer?.refusals.map(({ kind }) => kind) ?? []
          const where = `${role} from ${state}`
          expect(kinds.includes('no-such-move'), where).toBe(movers.length === 0)
          const barred = movers.length > 0 && !movers.includes(role)
          expect(kinds.includes('not-your-role'), where).toBe(barred)
        }
      }
    },
  )

  test('a refusal that the table gives names where the move is possible, or who may', () => {
    const offers = offersFor(aChange('scheduled'), facts(engineer))
    const wordsOf = (command: Offer['command']) =>
      offers.find((one) => one.command === command)?.refusals[0]
    expect(wordsOf('hold')?.clearedBy).toBe('Possible only from "In the window"')
    expect(wordsOf('release')?.clearedBy).toBe('Ask the operator on shift')
  })

  test('an unknown outcome offers to settle it, and nothing that goes on over it', () => {
    const lost = after(aChange('activate-sent'), report('activate', 'unknown'))
    const offers = offersFor(lost, facts(engineer))
    const allowed = offers.filter(({ refusals }) => refusals.length === 0)
    expect(allowed.map(({ command }) => command)).toEqual(['hold', 'settle-step'])
  })

  test('after a veto the operator is offered the way back, and no way forward', () => {
    const offers = offersFor(after(aChange('activated'), veto), facts(operator))
    const allowed = offers.filter(({ refusals }) => refusals.length === 0)
    expect(allowed.map(({ command }) => command)).toEqual(['release-rollback'])
  })
})
