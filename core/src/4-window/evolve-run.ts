import type { Run, RunEvent, StepRecord } from './run.ts'

export function evolveRun(run: Run, event: RunEvent): Run {
  switch (event.kind) {
    case 'released':
      return { ...run, release: event.body }
    case 'step-intended': {
      const { stepId, effectId } = event.body
      const next = setStep(run, stepId, { ...record(event.body), status: 'intended' })
      return { ...next, usedEffectIds: [...run.usedEffectIds, effectId] }
    }
    case 'step-withdrawn':
      return dropStep(run, event.body.stepId)
    case 'step-sent':
      return setStep(run, event.body.stepId, { ...record(event.body), status: 'sent' })
    case 'step-reported': {
      const { outcome, detail, backup, stepId } = event.body
      const next = setStep(run, stepId, { ...record(event.body), status: outcome, detail })
      return backup === null ? next : { ...next, backup }
    }
    case 'step-recorded': {
      const { outcome, detail, stepId } = event.body
      return setStep(run, stepId, { ...record(event.body), status: outcome, detail })
    }
    case 'step-settled': {
      const { outcome, basis, stepId } = event.body
      const effectId = run.steps[stepId]?.effectId ?? null
      const settled = { ...record(event.body), effectId, status: outcome, detail: basis }
      return setStep(run, stepId, settled)
    }
    case 'one-way-go-given':
      return { ...run, oneWayGoes: [...run.oneWayGoes, event.body] }
    case 'held':
      return { ...run, heldReason: event.body.reason }
    case 'resumed':
      return { ...run, heldReason: null }
    case 'rollback-released':
      return { ...run, rollbackReleasedAt: event.body.at, heldReason: null }
    case 'accepted-back':
    case 'rollback-accepted':
      return { ...run, acceptedBackAt: event.body.at }
  }
}

function record(body: {
  readonly at: string
  readonly personId: string
  readonly effectId?: string
}): Omit<StepRecord, 'status'> {
  return { effectId: body.effectId ?? null, by: body.personId, at: body.at, detail: '' }
}

function setStep(run: Run, stepId: string, next: StepRecord): Run {
  return { ...run, steps: { ...run.steps, [stepId]: next } }
}

function dropStep(run: Run, stepId: string): Run {
  const { [stepId]: _dropped, ...steps } = run.steps
  return { ...run, steps }
}
