import { describe, expect, test } from 'vitest'
import { aOneWayPlan, aPlan, aStep, valveTest } from '../../../test/builders/a-plan.ts'
import { aWish } from '../../../test/builders/a-wish.ts'
import { draftPlan } from '../campaign/draft-plan.ts'
import { type ChangePlan, planRefusals } from './plan.ts'
import type { Step } from './step.ts'

function whatIsWrongWith(plan: ChangePlan): string {
  return planRefusals(plan)
    .map((one) => `${one.kind}: ${one.what}`)
    .join('\n')
}

function withStep(id: string, fields: Partial<Step>): ChangePlan {
  const change = (step: Step) => (step.id === id ? { ...step, ...fields } : step)
  const plan = aPlan()
  return { ...plan, steps: plan.steps.map(change), rollback: plan.rollback.map(change) }
}

describe('a plan before the board', () => {
  test('the plan that an engineer is given to begin with is complete', () => {
    expect(whatIsWrongWith(draftPlan(aWish()))).toBe('')
    expect(whatIsWrongWith(draftPlan(aWish({ reversibility: 'one-way' })))).toBe('')
    expect(whatIsWrongWith(draftPlan(aWish({ reversibility: 'unknown' })))).toBe('')
  })

  test('what is not known to go back is planned as one-way, with the spare as its rollback', () => {
    const plan = draftPlan(aWish({ reversibility: 'unknown' }))
    expect(plan.reversibility).toBe('one-way')
    expect(plan.steps.find((step) => step.id === 'activate')?.reversibility).toBe('one-way')
    expect(plan.rollback[0]?.act.kind).toBe('by-hand')
  })

  test('every reason is given at once', () => {
    const window = { opensAt: 'tonight', closesAt: 'tomorrow' }
    const patch = { fileName: '', sha256: '', source: '', sourceVerifiedBy: ' ' }
    const plan = aPlan({ window, patch, residualRisk: '', steps: [], functionalTests: [] })
    expect(planRefusals(plan).map((one) => one.kind)).toEqual([
      ...['plan-incomplete', 'plan-incomplete', 'plan-incomplete', 'plan-incomplete'],
      ...['no-backup-step', 'no-functional-test'],
    ])
  })

  test('a window closes after it opens, on days that the calendar has', () => {
    const backwards = { opensAt: aPlan().window.closesAt, closesAt: aPlan().window.opensAt }
    expect(whatIsWrongWith(aPlan({ window: backwards }))).toContain('closes before it opens')
    const opensAt = '2026-02-30T00:00:00.000Z'
    const window = { opensAt, closesAt: '2026-03-01T00:00:00.000Z' }
    expect(whatIsWrongWith(aPlan({ window }))).toContain('no dates')
  })

  test('a step that acts on the plant names the rollback steps that undo it', () => {
    expect(whatIsWrongWith(withStep('transfer', { undoneBy: [] }))).toContain('no-rollback')
    expect(whatIsWrongWith(withStep('transfer', { undoneBy: ['gone'] }))).toContain('no-rollback')
  })

  test('a one-way step needs a programmed spare on site', () => {
    for (const spare of ['blank', 'none', 'unknown'] as const) {
      expect(whatIsWrongWith(aOneWayPlan({ spare }))).toContain('no-spare')
    }
    expect(whatIsWrongWith(aOneWayPlan())).toBe('')
  })

  test('a plan has a test read by probe and a test read by a person', () => {
    const functionalTests = [valveTest]
    expect(whatIsWrongWith(aPlan({ functionalTests }))).toContain('no-functional-test')
  })

  test('a step id stands once in steps and rollback together', () => {
    const rollback = [...aPlan().rollback, aStep({ id: 'backup', act: { kind: 'by-hand' } })]
    expect(whatIsWrongWith(aPlan({ rollback }))).toContain('used twice')
  })
})

describe('what a step says of itself', () => {
  test('an act that changes the controller cannot be called harmless', () => {
    for (const id of ['transfer', 'activate', 'confirm', 'undo-restart']) {
      expect(whatIsWrongWith(withStep(id, { actsOnPlant: false }))).toContain('says it does not')
    }
  })

  test('a duration below zero, or a most below the least, is refused', () => {
    const upsideDown = { least: 5, likely: 5, most: 1 }
    const negative = { least: -90, likely: -60, most: -30 }
    for (const minutes of [upsideDown, negative]) {
      expect(whatIsWrongWith(withStep('activate', { minutes }))).toContain('not a time')
    }
    expect(whatIsWrongWith(aPlan({ returnToServiceMinutes: -1 }))).toContain('not a time')
  })

  test('only the patch file that was verified is sent', () => {
    const act = { kind: 'put-firmware', imageSha256: 'f'.repeat(64) } as const
    expect(whatIsWrongWith(withStep('transfer', { act }))).toContain('another image')
  })

  test('a plan that cannot go back has no restart that says it can', () => {
    const plan = aPlan({ reversibility: 'one-way' })
    expect(whatIsWrongWith(plan)).toContain('says it can be taken back')
  })
})
