import { describe, expect, test } from 'vitest'
import { anAsset, aWish } from '../../../test/builders/a-wish.ts'
import { planRefusals } from '../change/plan.ts'
import { changesController, patches } from '../change/step.ts'
import { draftPlan } from './draft-plan.ts'

const kinds = (wish = aWish()) => planRefusals(draftPlan(wish)).map(({ kind }) => kind)

describe('the first plan', () => {
  test('can go before the board as it is', () => {
    expect(kinds()).toEqual([])
    expect(kinds(aWish({ reversibility: 'one-way' }))).toEqual([])
  })

  test('begins with the backup, before anything patches', () => {
    const { steps } = draftPlan(aWish())
    expect(steps[0]?.act.kind).toBe('take-backup')
    const ids = steps.map(({ id }) => id)
    expect(ids).toEqual(['backup', 'transfer', 'activate', 'read', 'confirm'])
    for (const step of steps.filter(patches)) expect(step.actsOnPlant, step.id).toBe(true)
  })

  test('undoes every step that acts, and sends the image that was chosen and no other', () => {
    const wish = aWish()
    const plan = draftPlan(wish)
    const rollback = new Set(plan.rollback.map(({ id }) => id))
    for (const step of plan.steps.filter(changesController)) {
      expect(step.undoneBy.length, step.id).toBeGreaterThan(0)
      for (const id of step.undoneBy) expect(rollback).toContain(id)
    }
    const transfer = plan.steps.find(({ act }) => act.kind === 'put-firmware')
    expect(transfer?.act).toEqual({ kind: 'put-firmware', imageSha256: wish.patch.sha256 })
  })

  test('never cuts the restart', () => {
    const plan = draftPlan(aWish())
    const restarts = [...plan.steps, ...plan.rollback].filter(({ act }) =>
      ['activate-firmware', 'roll-back-firmware'].includes(act.kind),
    )
    expect(restarts.map(({ interruptible }) => interruptible)).toEqual([false, false])
  })
})

describe('a patch that is not known to go back', () => {
  test.each(['one-way', 'unknown'] as const)('counts as one-way when it is %s', (reversibility) => {
    const plan = draftPlan(aWish({ reversibility }))
    expect(plan.reversibility).toBe('one-way')
    const activate = plan.steps.find(({ id }) => id === 'activate')
    expect(activate).toMatchObject({ reversibility: 'one-way' })
    expect(activate?.undoneBy).toContain('rollback-spare')
    expect(plan.rollback.map(({ act }) => act.kind)).not.toContain('roll-back-firmware')
  })

  test.each(['blank', 'none', 'unknown'] as const)(
    'is refused with a spare that is %s',
    (spare) => {
      const asset = anAsset({ spare })
      expect(kinds(aWish({ asset, reversibility: 'unknown' }))).toEqual(['no-spare'])
      expect(kinds(aWish({ asset }))).toEqual([])
    },
  )
})

test('an asset without a recorded firmware is planned from "unknown", never from a guess', () => {
  expect(draftPlan(aWish({ asset: anAsset({ firmware: null }) })).firmwareFrom).toBe('unknown')
})
