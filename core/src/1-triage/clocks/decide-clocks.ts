import { accept, refuse } from '@holdpoint/std'
import { holds, SYSTEM } from '../../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type CivilDay, isCivilDay } from './civil-day.ts'
import { type Clocks, type ClocksEvent, noClocks } from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  clockActs,
  type DecidedClocks,
  followsByItself,
  recordedNow,
} from './clocks-command.ts'
import { acknowledgeAlarm, setAlarmTable } from './decide-alarm.ts'
import { hearReleases } from './decide-heard.ts'
import { actOnPlan, makePlan, missingDuties } from './decide-plan.ts'
import { setClockPolicy } from './decide-policy.ts'
import { answerTask, proposePlanChange, tellVeto } from './decide-task.ts'
import { delegate, delegationFor, endDelegation } from './delegation.ts'

export function decideClocks(
  state: Clocks | null,
  command: ClocksCommand,
  facts: ClocksFacts,
): DecidedClocks {
  const clocks = state ?? noClocks
  const [roles, act] = clockActs[command.kind]
  const itself = facts.actor.personId === SYSTEM.personId && followsByItself.has(command.kind)
  const isTheirs = itself || holds(facts.actor, roles)
  const by = isTheirs ? null : delegationFor(clocks, facts.actor, command.kind, facts.today)
  const refusals = isTheirs || by !== null ? [] : [notYourRole(roles, act)]
  refusals.push(...dayRefusals(command, facts.today))
  if (refusals.length > 0) return refuse(refusals)
  const decided = decideAct(clocks, command, facts)
  return by === null || !decided.ok ? decided : accept(underDelegation(decided.value, by.id))
}

/** Every entry names what it was done by: an auditor reads it beside the delegation itself. */
function underDelegation(
  events: readonly ClocksEvent[],
  delegation: string,
): readonly ClocksEvent[] {
  return events.map((event) => {
    const body = { ...event.body, delegation }
    return { ...event, body } as unknown as ClocksEvent
  })
}

function decideAct(clocks: Clocks, command: ClocksCommand, facts: ClocksFacts): DecidedClocks {
  const kept = recordedNow(facts)
  switch (command.kind) {
    case 'set-clock-policy':
      return setClockPolicy(command, facts)
    case 'add-source':
      return addSource(clocks, command, facts)
    case 'complete-evaluation':
      return completeEvaluation(clocks, command, facts)
    case 'record-installed': {
      const { patchId, assetIds, on } = command
      const unknown = missingDuties(clocks, [{ patchId, assetIds }])
      if (unknown.length > 0) return refuse(unknown)
      return accept([{ kind: 'patch-installed', body: { patchId, assetIds, on, ...kept } }])
    }
    case 'make-plan':
      return makePlan(clocks, command, facts)
    case 'plan-event':
    case 'extend-plan':
    case 'finish-plan':
      return actOnPlan(clocks, command, facts)
    case 'propose-plan-change':
      return proposePlanChange(clocks, command, facts)
    case 'tell-veto':
      return tellVeto(clocks, command, facts)
    case 'answer-task':
      return answerTask(clocks, command, facts)
    case 'hear-releases':
      return hearReleases(clocks, command, facts)
    case 'set-alarm-table':
      return setAlarmTable(command, facts)
    case 'acknowledge-alarm':
      return acknowledgeAlarm(clocks, command, facts)
    case 'complete-change': {
      const { assetId, changeId, on } = command
      const body = { assetId, changeId, on, ...kept }
      return accept([{ kind: 'asset-change-completed', body }])
    }
    case 'update-baseline':
      return updateBaseline(clocks, command, facts)
    case 'record-monitoring': {
      const last = clocks.monitored.at(-1)?.on
      if (last !== undefined && command.on < last) return refuse([before('monitoring', last)])
      return accept([{ kind: 'baseline-monitored', body: { on: command.on, ...kept } }])
    }
    case 'delegate':
      return delegate(clocks, command, facts)
    case 'end-delegation':
      return endDelegation(clocks, command, facts)
  }
}

/** What is recorded lies in the past or is today: a clock is not stopped by an intention. */
function dayRefusals(command: ClocksCommand, today: CivilDay): readonly Refusal[] {
  const day = 'on' in command ? command.on : 'since' in command ? command.since : null
  if (day === null) return []
  if (!isCivilDay(day)) {
    return [refusalOf('no-such-day', `"${day}" is not a day`, 'Write it as 2026-12-24')]
  }
  if (day <= today) return []
  const what = `${day} is still to come; today is ${today}`
  return [refusalOf('day-in-the-future', what, 'Record it when it has happened')]
}

function before(what: string, last: CivilDay): Refusal {
  return refusalOf('before-the-last', `The last ${what} was on ${last}`, 'Give a later day')
}

function addSource(
  clocks: Clocks,
  { id, name, since }: Extract<ClocksCommand, { kind: 'add-source' }>,
  facts: ClocksFacts,
): DecidedClocks {
  if (clocks.sources.some((source) => source.id === id)) {
    const what = `There is a source "${id}" already`
    return refuse([refusalOf('source-exists', what, 'Give another id')])
  }
  return accept([{ kind: 'patch-source-added', body: { id, name, since, ...recordedNow(facts) } }])
}

function completeEvaluation(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'complete-evaluation' }>,
  facts: ClocksFacts,
): DecidedClocks {
  const { sourceId, on, found, note } = command
  const source = clocks.sources.find((one) => one.id === sourceId)
  if (source === undefined) {
    const what = `There is no source "${sourceId}"`
    return refuse([refusalOf('no-such-source', what, 'Add the source first')])
  }
  const last = source.evaluations.at(-1)?.on ?? source.since.on
  if (on < last) return refuse([before('evaluation', last)])
  const body = { sourceId, on, found, note, ...recordedNow(facts) }
  return accept([{ kind: 'source-evaluated', body }])
}

function updateBaseline(
  clocks: Clocks,
  { assetId, on }: Extract<ClocksCommand, { kind: 'update-baseline' }>,
  facts: ClocksFacts,
): DecidedClocks {
  const open = clocks.baselines.filter((one) => one.assetId === assetId && one.updated === null)
  if (open.length === 0) {
    const what = `No change of ${assetId} waits for its baseline`
    return refuse([refusalOf('no-open-baseline', what, 'Complete the change first')])
  }
  const last =
    open
      .map((one) => one.completed.on)
      .sort()
      .at(-1) ?? on
  if (on < last) return refuse([before('change', last)])
  return accept([{ kind: 'baseline-updated', body: { assetId, on, ...recordedNow(facts) } }])
}
