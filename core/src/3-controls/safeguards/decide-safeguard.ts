import { readNetwork } from '@holdpoint/reach'
import { accept, type Result, refuse } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import { addMinutes, isPlainDate } from '../../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { Safeguard, SafeguardCommand, SafeguardEvent } from './safeguard.ts'

type Decided = Result<readonly SafeguardEvent[], readonly Refusal[]>
type Of<Kind extends SafeguardCommand['kind']> = Extract<SafeguardCommand, { kind: Kind }>

const makers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
/** Who may look at the plant and sign for what was seen. */
const inspectors = [
  ...(['ot-cybersecurity-lead', 'control-systems-engineer', 'operations-manager'] as const),
  ...(['maintenance-lead', 'plant-safety-officer', 'operator'] as const),
] as const
const RECHECK_DAYS_MAX = 90
const DAY_MINUTES = 24 * 60
const SENDERS_MAX = 100

/** What may happen to a safeguard, and who may make it happen. */
export function decideSafeguard(
  state: Safeguard | null,
  command: SafeguardCommand,
  facts: Facts,
): Decided {
  if (command.kind === 'record-safeguard') return recordSafeguard(state, command, facts)
  if (state === null || state.withdrawn !== null) {
    const what = state === null ? 'There is no such safeguard' : 'This safeguard was withdrawn'
    return refuse([refusalOf('no-such-safeguard', what, 'Record it for a case')])
  }
  switch (command.kind) {
    case 'check-safeguard':
      return checkSafeguard(state, command, facts)
    case 'inspect-safeguard':
      return inspectSafeguard(state, command, facts)
    case 'sign-inspection':
      return signInspection(state, facts)
    case 'withdraw-safeguard':
      return withdrawSafeguard(command, facts)
  }
}

function recordSafeguard(
  state: Safeguard | null,
  { safeguard }: Of<'record-safeguard'>,
  { actor, now }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, makers)) out.push(notYourRole(makers, 'Recording a safeguard'))
  if (state !== null) {
    out.push(refusalOf('safeguard-exists', 'It is recorded', 'Record another one'))
  }
  for (const [words, text] of [
    ['title', safeguard.title],
    ['evidence', safeguard.evidence],
  ] as const) {
    if (text.trim() === '') out.push(refusalOf('empty-text', `The ${words} is missing`, 'Write it'))
  }
  if (!isPlainDate(safeguard.expiresOn) || safeguard.expiresOn < now.slice(0, 10)) {
    out.push(refusalOf('no-date', 'The expiry date is missing or past', 'Give a later date'))
  }
  const { recheckDays } = safeguard
  if (!Number.isInteger(recheckDays) || recheckDays < 1 || recheckDays > RECHECK_DAYS_MAX) {
    const what = `Shown again every ${recheckDays} days`
    out.push(refusalOf('no-recheck', what, `Choose 1 to ${RECHECK_DAYS_MAX} days`))
  }
  out.push(...senderRefusals(safeguard))
  if (out.length > 0) return refuse(out)
  const body: Safeguard = {
    ...{ ...safeguard, ownerId: actor.personId, recordedAt: now },
    ...{ check: null, inspection: null, withdrawn: null },
  }
  return accept([{ kind: 'safeguard-recorded', body }])
}

function senderRefusals({ kind, only }: Of<'record-safeguard'>['safeguard']): readonly Refusal[] {
  if (kind === 'monitoring' && only.length > 0) {
    const what = 'Monitoring lets nobody in and keeps nobody out'
    return [refusalOf('senders-astray', what, 'Leave the senders out')]
  }
  if (only.length > SENDERS_MAX) {
    return [refusalOf('senders-astray', 'Too many senders', `At most ${SENDERS_MAX}`)]
  }
  return only.flatMap(({ address, why }) => {
    const clear = readNetwork(address) !== null && why.trim() !== ''
    const what = `"${address}" is no address, or says no reason`
    return clear ? [] : [refusalOf('senders-astray', what, 'Give an address and why')]
  })
}

/** Only the program itself says what a check said. */
function checkSafeguard(
  state: Safeguard,
  { check }: Of<'check-safeguard'>,
  { actor, now }: Facts,
): Decided {
  if (actor.personId !== 'system') {
    const what = 'People do not say what a check says'
    return refuse([refusalOf('not-a-check', what, 'Run the check')])
  }
  const until = addMinutes(now, state.recheckDays * DAY_MINUTES)
  const body = { ...check, at: now, until, assetTag: state.assetTag }
  return accept([{ kind: 'safeguard-checked', body }])
}

function inspectSafeguard(
  state: Safeguard,
  { on, found, words }: Of<'inspect-safeguard'>,
  { actor, now }: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(actor, inspectors)) out.push(notYourRole(inspectors, 'Inspecting a safeguard'))
  if (words.trim() === '') {
    out.push(refusalOf('empty-text', 'What was seen is missing', 'Write what was looked at'))
  }
  const today = now.slice(0, 10)
  if (!isPlainDate(on) || on > today || on < state.recordedAt.slice(0, 10)) {
    const what = 'The day is not between the recording of the safeguard and today'
    out.push(refusalOf('no-date', what, 'Give the day of the inspection'))
  }
  if (out.length > 0) return refuse(out)
  const signed = { signedBy: null, signedAt: null }
  const body = { on, found, words: words.trim(), by: actor.personId, recordedAt: now, ...signed }
  return accept([{ kind: 'safeguard-inspected', body }])
}

/** Neither who looked nor who owns it: two pairs of eyes, and not those of who gains by it. */
function signInspection(state: Safeguard, { actor, now }: Facts): Decided {
  const out: Refusal[] = []
  const { inspection } = state
  if (!holds(actor, inspectors)) out.push(notYourRole(inspectors, 'Signing an inspection'))
  if (inspection === null || inspection.signedBy !== null) {
    const what = 'No inspection waits for a second signature'
    out.push(refusalOf('no-inspection', what, 'Inspect it first'))
  } else if (inspection.by === actor.personId || state.ownerId === actor.personId) {
    const what = 'Whoever inspected or owns it does not sign for it'
    out.push(refusalOf('same-person', what, 'Another person signs'))
  }
  if (out.length > 0) return refuse(out)
  return accept([{ kind: 'inspection-signed', body: { by: actor.personId, at: now } }])
}

function withdrawSafeguard({ reason }: Of<'withdraw-safeguard'>, { actor, now }: Facts): Decided {
  const out: Refusal[] = []
  const who = [...makers, 'operator'] as const
  if (!holds(actor, who)) out.push(notYourRole(who, 'Withdrawing a safeguard'))
  if (reason.trim() === '') out.push(refusalOf('empty-text', 'It needs a reason', 'Write it'))
  if (out.length > 0) return refuse(out)
  const body = { by: actor.personId, at: now, reason: reason.trim() }
  return accept([{ kind: 'safeguard-withdrawn', body }])
}
