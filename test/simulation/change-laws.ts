import type { Actor, ChangeEvent, ChangePlan, RunFacts, Step } from '@holdpoint/core'
import { sees, type Witness } from './change-witness.ts'

/** One accepted act: what was known, who did it with which facts, what it wrote. */
export type Act = {
  readonly before: Witness
  readonly facts: RunFacts
  readonly events: readonly ChangeEvent[]
}

/** The first law that this act breaks, in words; null when it breaks none. */
export function brokenLaw({ before, facts, events }: Act): string | null {
  let known = before
  for (const event of events) {
    const broken =
      vetoBroken(known, event) ??
      actBroken({ known, committed: before, event, facts }) ??
      authorityBroken(known, event, facts.actor) ??
      outcomeBroken(known, event) ??
      proofBroken(known, event)
    if (broken !== null) return `${broken} (${event.kind})`
    known = sees(known, event)
  }
  return null
}

const five = [
  'ot-cybersecurity-lead',
  'control-systems-engineer',
  'operations-manager',
  'maintenance-lead',
  'plant-safety-officer',
] as const

const onlyOperator = new Set([
  ...(['released', 'resumed', 'rollback-released', 'accepted-back', 'rollback-accepted'] as const),
])

function authorityBroken(known: Witness, event: ChangeEvent, actor: Actor): string | null {
  const { kind } = event
  const is = (...roles: readonly string[]) => actor.roles.some((role) => roles.includes(role))
  if (known.closed) return 'a closed change stays closed'
  if ((onlyOperator as Set<string>).has(kind) && !is('operator')) {
    return 'only the operator releases and takes back'
  }
  if (kind === 'vetoed' && !is('operator', 'operations-manager')) return 'only operations vetoes'
  if (kind === 'signed') {
    const { role, personId } = event.body
    if (!is(role) || personId !== actor.personId) return 'nobody signs for a role they do not hold'
    if (known.authors.includes(personId)) return 'nobody signs their own change'
  }
  if (kind === 'board-decided' && event.body.decision.kind === 'go') {
    return signaturesBroken({ ...known, goDigest: event.body.decision.digest })
  }
  if (kind === 'step-sent' || kind === 'step-reported') {
    if (actor.personId !== 'system') return 'only the runner sends and reports'
  }
  if (kind === 'step-intended' && actor.personId === 'system') return 'software starts nothing'
  return null
}

/** After a veto only this is left of a revision; the steps among it are judged one by one. */
const leftAfterVeto = new Set<ChangeEvent['kind']>([
  ...(['held', 'rollback-released', 'rollback-accepted', 'revised', 'closed'] as const),
  ...(['step-intended', 'step-withdrawn', 'step-sent', 'step-reported'] as const),
  ...(['step-recorded', 'step-settled', 'functional-test-recorded', 'deviation-signed'] as const),
  ...(['firmware-verified', 'finding-rematched', 'lesson-recorded'] as const),
])

function vetoBroken(known: Witness, event: ChangeEvent): string | null {
  if (!known.vetoed) return null
  if (!leftAfterVeto.has(event.kind)) return 'a veto ends its revision'
  if (event.kind === 'closed' && event.body.as === 'installed') return 'a veto ends its revision'
  const acts = ['step-intended', 'step-sent', 'step-recorded'].includes(event.kind)
  const step = acts && 'stepId' in event.body ? stepOf(known.plan, event.body.stepId) : null
  return step?.way === 'forward' ? 'no forward step acts after a veto' : null
}

type Judged = {
  readonly known: Witness
  /** What stood in the ledger before this act began. */
  readonly committed: Witness
  readonly event: ChangeEvent
  readonly facts: RunFacts
}

function actBroken({ known, committed, event, facts }: Judged): string | null {
  if (event.kind === 'step-intended') {
    if (Object.hasOwn(known.effects, event.body.effectId)) return 'an effect id serves once'
    const waiting = Object.values(known.effects).some((one) => one === 'sent' || one === 'intended')
    const open = Object.values(known.outcomes).includes('unknown')
    return waiting || open ? 'one step at a time, and none over an unknown outcome' : null
  }
  if (event.kind !== 'step-sent' && event.kind !== 'step-recorded') return null
  const found = stepOf(known.plan, event.body.stepId)
  if (found === null) return 'only steps of the plan act'
  if (event.kind === 'step-sent') {
    const { effectId } = event.body
    if (committed.effects[effectId] !== 'intended') return 'an intent is committed before its send'
    const sentBefore = known.outcomes[event.body.stepId] !== undefined
    if (sentBefore && acts(found.step)) return 'an acting step is sent at most once'
  }
  const unsigned = signaturesBroken(known)
  if (unsigned !== null) return unsigned
  if (found.way === 'back') {
    return known.rollbackReleased ? null : 'a rollback step acts once the operator released it'
  }
  return forwardBroken(known, found.step, facts)
}

/** Five roles, five people, none of them an author, over this very plan and form; and a go for it. */
function signaturesBroken(known: Witness): string | null {
  const over = known.signatures.filter(({ digest }) => digest === known.digest)
  const people = new Set(over.map(({ personId }) => personId))
  const all = five.every((wanted) => over.some(({ role }) => role === wanted))
  if (!all || people.size < five.length)
    return 'nothing acts without five signatures over this plan'
  if (known.authors.some((author) => people.has(author))) return 'nobody signs their own change'
  return known.goDigest === known.digest ? null : 'nothing acts without a go for this plan'
}

function forwardBroken(known: Witness, step: Step, facts: RunFacts): string | null {
  if (known.work !== 'released') return 'a forward step acts only while the operator released it'
  const window = known.plan?.window
  if (window === undefined || facts.now < window.opensAt || facts.now > window.closesAt) {
    return 'a forward step acts only inside of the window'
  }
  if (step.reversibility !== 'reversible') {
    const goes = known.oneWayGoes.filter((go) => go.startsWith(`${step.id} `))
    const people = new Set(goes.map((go) => go.split(' ')[2]))
    if (people.size < 2) return 'a one-way step has the go of two people'
  }
  return patching.has(step.act.kind) ? backupBroken(known, facts) : null
}

const patching = new Set(['put-firmware', 'activate-firmware', 'confirm-firmware'])
const DAY_MS = 24 * 3600 * 1000

function backupBroken({ backup }: Witness, { now, controller }: RunFacts): string | null {
  if (backup === null) return 'nothing patches without a backup'
  const ageMs = Date.parse(now) - Date.parse(backup.takenAt)
  if (!(ageMs >= 0 && ageMs <= DAY_MS)) return 'nothing patches on a stale backup'
  if (!(backup.readBackAt >= backup.takenAt && backup.readBackAt <= now)) {
    return 'nothing patches on a backup that was not read back'
  }
  const same = controller?.programSha256 === backup.programSha256
  return same ? null : 'nothing patches over a program that the backup does not hold'
}

/** Only an answer, a hand or an eye makes a step done; an unknown outcome is settled with a basis. */
function outcomeBroken(known: Witness, event: ChangeEvent): string | null {
  if (event.kind === 'step-reported' && known.effects[event.body.effectId] !== 'sent') {
    return 'only what was sent is answered'
  }
  if (event.kind === 'step-settled') {
    if (known.outcomes[event.body.stepId] !== 'unknown') return 'only an unknown outcome is settled'
    if (event.body.basis.trim() === '') return 'a settled outcome says its basis'
  }
  const back = event.kind === 'rollback-accepted'
  if (event.kind !== 'accepted-back' && !back) return null
  const open = Object.values(known.outcomes).some((one) => one === 'unknown' || one === 'sent')
  if (open) return 'nobody takes the unit back over an open outcome'
  const steps = back ? owedRollback(known) : (known.plan?.steps.map(({ id }) => id) ?? [])
  const missing = steps.find((id) => known.outcomes[id] !== 'done')
  return missing === undefined ? null : `the unit is taken back without "${missing}"`
}

/** The rollback steps that the sent or recorded acting steps name. */
function owedRollback(known: Witness): readonly string[] {
  return (known.plan?.steps ?? [])
    .filter((step) => step.actsOnPlant && known.outcomes[step.id] !== undefined)
    .flatMap((step) => step.undoneBy)
}

function proofBroken(known: Witness, event: ChangeEvent): string | null {
  const { plan, firmware, accepted } = known
  if (event.kind === 'revised' || (event.kind === 'closed' && event.body.as === 'not-installed')) {
    const touched = owedRollback(known).length > 0 && accepted !== 'after-rollback'
    return touched ? 'the plant is not left half changed' : null
  }
  if (event.kind !== 'closed' || plan === null) return null
  const phase = event.body.as === 'installed' ? 'after-patch' : 'after-rollback'
  if (accepted !== phase) return 'only a unit that was taken back is closed'
  for (const test of plan.functionalTests) {
    const reading = known.readings[test.id]
    if (reading?.phase !== phase) return `"${test.id}" was not read for what runs now`
    const passed = Math.abs(reading.measured - test.expected) <= test.tolerance
    const both = /plant-safety-officer/.test(reading.accepted)
    const deviation = both && /operations-manager/.test(reading.accepted)
    if (!passed && !deviation) return `"${test.id}" failed and nobody accepted it`
  }
  const wanted = event.body.as === 'installed' ? plan.firmwareTo : plan.firmwareFrom
  if (firmware?.booted !== wanted) return 'the firmware that runs was read, and is the right one'
  if (event.body.as === 'rolled-back') return null
  return firmware.good && firmware.rematch === 'not-affected' ? null : 'the finding is proven gone'
}

type Found = { readonly step: Step; readonly way: 'forward' | 'back' }

function stepOf(plan: ChangePlan | null, stepId: string): Found | null {
  const forward = plan?.steps.find(({ id }) => id === stepId)
  if (forward !== undefined) return { step: forward, way: 'forward' }
  const back = plan?.rollback.find(({ id }) => id === stepId)
  return back === undefined ? null : { step: back, way: 'back' }
}

function acts(step: Step): boolean {
  return !['take-backup', 'read-firmware', 'by-hand'].includes(step.act.kind)
}
