import * as api from '@holdpoint/api'
import type { Change, Step } from '@holdpoint/core'
import { Refused } from '../story/server-process.ts'
import type { PeopleOfRound } from './crash-people.ts'
import { type Bench, OLD } from './crash-site.ts'

/** What the people of a round mean to do, if nothing else comes of it. */
export type Intention = 'install' | 'roll-back' | 'hold'

export type RoundEnd = 'done' | 'rolled back' | 'held'

export type Work = {
  readonly people: PeopleOfRound
  readonly changeId: string
  readonly bench: Bench
  readonly intention: Intention
  /** Steps that a person finished at the device, as the controller never received them. */
  readonly byHand: string[]
  /** The operator holds each run once, before the restart. */
  wasHeld: boolean
}

const ACTS_MAX = 120

/** People do the next thing that is theirs, until the change is closed or held. */
export async function workToTheEnd(work: Work): Promise<RoundEnd> {
  let change = await readChange(work)
  for (let acts = 0; acts < ACTS_MAX; acts += 1) {
    const end = endOf(work, change)
    if (end !== null) return end
    const answer = (await nextAct(work, change)) as Answer
    change = answer?.view?.change ?? (await readChange(work))
  }
  throw new Error(`the run did not end: ${JSON.stringify(change.run)}`)
}

/** Most acts are answered with the change after them. */
type Answer = { readonly view?: { readonly change: Change } } | undefined

async function readChange({ people, changeId }: Work): Promise<Change> {
  return (await people.read('tomas', api.readChange, { params: { id: changeId } })).change
}

function endOf(work: Work, change: Change): RoundEnd | null {
  if (change.state === 'closed') {
    return change.validation.closedAs === 'installed' ? 'done' : 'rolled back'
  }
  return change.state === 'held' && work.intention === 'hold' ? 'held' : null
}

function nextAct(work: Work, change: Change): Promise<unknown> {
  const { people, changeId } = work
  const params = { id: changeId }
  const body = { processState: 'dosing', permit: 'PTW-1187', reason: 'as agreed' }
  switch (change.state) {
    case 'scheduled':
      return people.act('sam', api.releaseRoute, { params, body })
    case 'in-window':
      return forward(work, change)
    case 'held':
      return people.act('sam', api.resumeRoute, { params, body })
    case 'rolling-back':
      return backward(work, change)
    case 'validating':
    case 'rolled-back':
      return validate(work, change)
    default:
      throw new Error(`nobody knows what to do in state ${change.state}`)
  }
}

async function forward(work: Work, change: Change): Promise<unknown> {
  const { people, changeId: id } = work
  const params = { id }
  const next = firstNotDone(change, change.plan?.steps ?? [])
  if (next === null) {
    return people.act('sam', api.acceptBackRoute, { params, body: { processState: 'dosing' } })
  }
  const status = change.run.steps[next.id]?.status ?? 'pending'
  if (isOpen(status)) return settleOrWait(work, next.id)
  if (status === 'failed' && next.actsOnPlant) {
    const body = { reason: `${next.id} failed` }
    return people.act('sam', api.releaseRollbackRoute, { params, body })
  }
  if (next.id === 'activate' && !work.wasHeld) {
    work.wasHeld = true
    return people.act('sam', api.holdRoute, { params, body: { reason: 'night demand' } })
  }
  return start(work, next)
}

function firstNotDone(change: Change, steps: readonly Step[]): Step | null {
  return steps.find((step) => change.run.steps[step.id]?.status !== 'done') ?? null
}

/** What was touched calls for, reckoned here for itself. */
function neededBack({ plan, run }: Change): readonly Step[] {
  const touched = plan?.steps.filter((step) => step.actsOnPlant && run.steps[step.id]) ?? []
  const needed = new Set(touched.flatMap((step) => step.undoneBy))
  return plan?.rollback.filter((step) => needed.has(step.id)) ?? []
}

async function backward(work: Work, change: Change): Promise<unknown> {
  const { people, changeId: id } = work
  const params = { id }
  const next = firstNotDone(change, neededBack(change))
  if (next === null) {
    return people.act('sam', api.acceptRollbackRoute, { params, body: { processState: 'dosing' } })
  }
  const status = change.run.steps[next.id]?.status ?? 'pending'
  if (isOpen(status)) return settleOrWait(work, next.id)
  const acts = next.act.kind !== 'read-firmware'
  if (status !== 'failed' || !acts) return start(work, next)
  const detail = await finishByHand(work, next)
  const body = { stepId: next.id, outcome: 'done', detail } as const
  return people.act('tomas', api.recordStepRoute, { params, body })
}

function isOpen(status: string): boolean {
  return ['intended', 'sent', 'unknown'].includes(status)
}

async function start(work: Work, step: Step): Promise<Answer> {
  const { people, changeId: id } = work
  await people.act('tomas', api.startStepRoute, { params: { id }, body: { stepId: step.id } })
  return outcome(work, step.id)
}

/** Waits until the step has its outcome, or was withdrawn. */
function outcome(work: Work, stepId: string): Promise<Answer> {
  return work.people.watch('tomas', async () => {
    const change = await readChange(work)
    const status = change.run.steps[stepId]?.status ?? 'pending'
    return status === 'intended' || status === 'sent' ? null : { view: { change } }
  })
}

/** Nobody guesses: the controller is asked until it has an answer of its own. */
async function settleOrWait(work: Work, stepId: string): Promise<Answer> {
  const { people, changeId: id, bench } = work
  const seen = await outcome(work, stepId)
  if (seen?.view?.change.run.steps[stepId]?.status !== 'unknown') return seen
  try {
    return await people.act('tomas', api.recallStepRoute, { params: { id }, body: { stepId } })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const kinds = error.refusals.map((one) => one.kind)
    if (kinds.some((kind) => !['outcome-unknown', 'not-unknown'].includes(kind))) throw error
    await bench.connector.readFirmwareStatus(bench.target)
    return undefined
  }
}

/** The engineer looks at the device and does what is missing there with the vendor's tool. */
async function finishByHand(work: Work, step: Step): Promise<string> {
  const { bench, byHand } = work
  const status = await bench.connector.readFirmwareStatus(bench.target)
  if (!status.ok) throw new Error(`the bench cannot read the controller: ${status.refusal.kind}`)
  const running = status.value.slots[status.value.bootSlot]?.version
  if (step.act.kind !== 'roll-back-firmware' || running === OLD) {
    return `looked at the device: it runs ${running}`
  }
  const effectId = `by-hand-${crypto.randomUUID()}`
  byHand.push(effectId)
  const act = await bench.connector.act(bench.target, { kind: 'roll-back-firmware', effectId })
  if (!act.ok) throw new Error(`by hand: ${JSON.stringify(act.refusal)}`)
  return 'switched back with the tool of the vendor'
}

function validate(work: Work, change: Change): Promise<unknown> {
  const { people, changeId: id, intention } = work
  const params = { id }
  const { tests, firmware, rematch, lesson } = change.validation
  const backAgain = change.state === 'rolled-back'
  const since = change.run.acceptedBackAt ?? ''
  const fresh = tests.filter((test) => test.at >= since)
  if (!fresh.some(({ testId }) => testId === 'probe')) {
    return people.act('sam', api.readTestRoute, { params, body: { testId: 'probe' } })
  }
  if (!fresh.some(({ testId }) => testId === 'valve')) {
    const measured = intention === 'roll-back' && !backAgain ? 65 : 50.4
    return people.act('sam', api.recordTestRoute, { params, body: { testId: 'valve', measured } })
  }
  if (intention === 'roll-back' && !backAgain) {
    const body = { reason: 'the valve opens late' }
    return people.act('sam', api.releaseRollbackRoute, { params, body })
  }
  if (firmware === null || firmware.at < since || rematch === null || rematch.at < since) {
    return people.act('tomas', api.verifyFirmwareRoute, { params })
  }
  if (lesson === null) {
    const body = { lesson: 'the boot took 2 s' }
    return people.act('tomas', api.recordLessonRoute, { params, body })
  }
  return people.act('tomas', api.closeRoute, { params })
}
