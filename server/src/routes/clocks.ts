import * as contract from '@holdpoint/api'
import type { ClocksCommand, Refusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnClocks } from '../act/act-on-clocks.ts'
import { endCalendarAddress, makeCalendarAddress } from '../act/calendar-address.ts'
import { hearReleases } from '../act/hear-releases.ts'
import type { Register } from '../http/register-route.ts'
import type { Person, Platform } from '../platform.ts'
import { alarmsView, clockCalendarNow, clocksView } from '../read/clocks-view.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'

export function registerClocks(register: Register, platform: Platform): void {
  register(contract.readClocks, async () => accept(await clocksView(platform)))
  register(contract.readClockCalendar, async () =>
    accept({ fileName: 'clocks.ics', content: await clockCalendarNow(platform) }),
  )
  register(contract.makeCalendarAddress, ({ person, idempotencyKey }) =>
    makeCalendarAddress(platform, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.endCalendarAddress, ({ person, idempotencyKey }) =>
    endCalendarAddress(platform, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.readAlarms, async () => accept(await alarmsView(platform)))
  const act = actWith(platform)
  register(contract.setClockPolicy, (asked) =>
    act(asked, { kind: 'set-clock-policy', policy: asked.body }),
  )
  register(contract.addPatchSource, async (asked) => {
    const added = await act(asked, { kind: 'add-source', ...asked.body })
    // Lists may have told of it before it was a source here.
    if (added.ok) await hearReleases(platform)
    return added
  })
  register(contract.completeEvaluation, (asked) =>
    act(asked, { kind: 'complete-evaluation', ...asked.body }),
  )
  register(contract.recordInstalled, (asked) =>
    act(asked, { kind: 'record-installed', ...asked.body }),
  )
  register(contract.makePlan, (asked) => act(asked, { kind: 'make-plan', ...asked.body }))
  register(contract.planEvent, (asked) => act(asked, { kind: 'plan-event', ...asked.body }))
  register(contract.extendPlan, (asked) => act(asked, { kind: 'extend-plan', ...asked.body }))
  register(contract.proposePlanChange, (asked) =>
    act(asked, { kind: 'propose-plan-change', ...asked.body }),
  )
  register(contract.setAlarmTable, (asked) =>
    act(asked, { kind: 'set-alarm-table', ...asked.body }),
  )
  register(contract.acknowledgeAlarm, (asked) =>
    act(asked, { kind: 'acknowledge-alarm', ...asked.body }),
  )
  register(contract.answerTask, (asked) => act(asked, { kind: 'answer-task', ...asked.body }))
  register(contract.delegateAct, async (asked) => {
    const { personId } = asked.body
    const people = await platform.people.list()
    const found = people.find((one) => one.personId === personId && one.active)
    if (found === undefined) return refuse(noSuch('person', personId))
    return act(asked, { kind: 'delegate', ...asked.body, personName: found.name })
  })
  register(contract.endDelegation, (asked) => act(asked, { kind: 'end-delegation', ...asked.body }))
  register(contract.finishPlan, (asked) => act(asked, { kind: 'finish-plan', ...asked.body }))
  register(contract.completeAssetChange, (asked) =>
    act(asked, { kind: 'complete-change', changeId: null, ...asked.body }),
  )
  register(contract.updateBaseline, (asked) =>
    act(asked, { kind: 'update-baseline', ...asked.body }),
  )
  register(contract.recordMonitoring, (asked) =>
    act(asked, { kind: 'record-monitoring', ...asked.body }),
  )
}

type By = { readonly person: Person; readonly idempotencyKey: string }

function actWith(platform: Platform) {
  return async (
    { person, idempotencyKey }: By,
    command: ClocksCommand,
  ): Promise<Result<contract.ClocksActed, readonly Refusal[]>> => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const acted = await actOnClocks(platform, { ...acting, command })
    return acted.ok ? accept({ leaf: acted.value.leaf }) : acted
  }
}
