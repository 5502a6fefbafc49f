import * as contract from '@holdpoint/api'
import {
  type Change,
  type ChosenUpdate,
  type CompensatingControl,
  nextUp,
  type Refusal,
  refusalOf,
  stageOf,
  type TriageCase,
} from '@holdpoint/core'
import { accept, isNonEmpty, refuse } from '@holdpoint/std'
import { loadChange } from '../act/act-on-change.ts'
import { addPatch } from '../act/add-patch.ts'
import { planFrom } from '../act/write-plan.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'
import { caseUpdates } from '../read/updates-view.ts'
import { actOnChangeAndView } from './change-acts.ts'
import { reauthenticate } from './reauthenticate.ts'

export function registerBoard(register: Register, platform: Platform): void {
  registerPatches(register, platform)
  registerChanges(register, platform)
  registerBoardActs(register, platform)
}

function registerPatches(register: Register, platform: Platform): void {
  register(contract.listPatches, async () => {
    const rows = await platform.store.listModels('patch')
    return accept({ patches: rows.map((row) => row.body as unknown as contract.PatchRow) })
  })
  register(contract.addPatch, ({ body, person, idempotencyKey }) =>
    addPatch(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
}

export function changeRow(change: Change & { readonly updatedAt: string }): contract.ChangeRow {
  const next = nextUp(change)
  return {
    id: change.id,
    title: change.title,
    assetTag: change.plan?.assetTag ?? null,
    revision: change.revision,
    state: change.state,
    stage: stageOf(change.state),
    next: next.what,
    nextOwner: next.owner,
    updatedAt: change.updatedAt,
  }
}

/** Only an update that the case shows can be chosen for its change. */
async function strangeUpdate(
  platform: Platform,
  { finding }: TriageCase,
  update: ChosenUpdate | undefined,
): Promise<Refusal | null> {
  if (update === undefined) return null
  const shown = await caseUpdates(platform, finding)
  const { releaseId, product } = update
  if (shown.some(({ release }) => release.id === releaseId && release.product === product))
    return null
  const what = `${releaseId} for ${product} is none of the updates against this case`
  return refusalOf('no-such-update', what, 'Choose one that the case shows')
}

function registerChanges(register: Register, platform: Platform): void {
  register(contract.listChanges, async () => {
    const rows = await platform.store.listModels('change')
    const changes = rows.map((row) => row.body as unknown as Change & { updatedAt: string })
    const byTime = changes.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1))
    return accept({ changes: byTime.map(changeRow) })
  })
  register(contract.readChange, async ({ params, person }) => {
    const view = await changeView(platform, params.id, person)
    return view === null ? refuse(noSuch('change', params.id)) : accept(view)
  })
  register(contract.openChange, async (asked) => {
    const { caseId, title, update } = asked.body
    const row = await platform.store.readModel('case', caseId)
    if (row === null) return refuse(noSuch('case', caseId))
    const refusals = caseRefusals(row.body as unknown as TriageCase)
    if (refusals.length > 0) return refuse(refusals)
    const strange = await strangeUpdate(platform, row.body as unknown as TriageCase, update)
    if (strange !== null) return refuse([strange])
    const id = `change-${platform.newId()}`
    const chosen = update === undefined ? {} : { update }
    const command = { kind: 'open-change', id, caseId, title, ...chosen } as const
    return actOnChangeAndView(platform, asked, { id, command })
  })
  register(contract.draftPlanRoute, async (asked) => {
    const { id } = asked.params
    const plan = await planFrom(platform, id, asked.body)
    if (!plan.ok) return plan
    const command = { kind: 'write-plan', plan: plan.value } as const
    return actOnChangeAndView(platform, asked, { id, command })
  })
  register(contract.reviseRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'revise', ...asked.body },
    }),
  )
}

/** Only a case that a person decided, and decided to patch, becomes a change. */
function caseRefusals(found: TriageCase): readonly Refusal[] {
  if (found.decision === null || found.state === 'open') {
    return [refusalOf('case-undecided', 'The case is not decided', 'Decide the case first')]
  }
  if (found.decision.means !== 'patch') {
    const what = `The case was decided by ${found.decision.means}, not by patch`
    return [refusalOf('other-means', what, 'Decide the case again')]
  }
  return []
}

function registerBoardActs(register: Register, platform: Platform): void {
  register(contract.fillForm, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'fill-form', ...asked.body },
    }),
  )
  register(contract.submitToBoard, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'submit-to-board' },
    }),
  )
  register(contract.signRoute, async (asked) => {
    const { role, digest, password } = asked.body
    const again = await reauthenticate(platform, asked.person, password)
    if (!again.ok) return again
    return actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'sign', role, digest },
      reauthenticatedAt: again.value,
    })
  })
  register(contract.decideRoute, async (asked) => {
    const { body } = asked
    if (body.kind !== 'deferral') {
      const command = { kind: 'decide', decision: body } as const
      return actOnChangeAndView(platform, asked, { id: asked.params.id, command })
    }
    const { controls } = body
    if (!isNonEmpty(controls)) return refuse(noSuch('control', ''))
    const faults = await controlRefusals(platform, asked.params.id, controls)
    if (faults.length > 0) return refuse(faults)
    const command = { kind: 'decide', decision: { ...body, controls } } as const
    return actOnChangeAndView(platform, asked, { id: asked.params.id, command })
  })
  register(contract.vetoRoute, (asked) =>
    actOnChangeAndView(platform, asked, {
      id: asked.params.id,
      command: { kind: 'veto', ...asked.body },
    }),
  )
}

/** A deferral leans only on controls that are recorded for the case of this very change. */
async function controlRefusals(
  platform: Platform,
  changeId: string,
  controlIds: readonly string[],
): Promise<readonly Refusal[]> {
  const { state } = await loadChange(platform, changeId)
  const out: Refusal[] = []
  for (const id of controlIds) {
    const row = await platform.store.readModel('control', id)
    const control = row === null ? null : (row.body as unknown as CompensatingControl)
    if (control === null) out.push(...noSuch('control', id))
    else if (control.caseId !== state?.caseId) {
      const what = `Control "${id}" was recorded for another case`
      out.push(refusalOf('control-elsewhere', what, 'Record a control for this case'))
    }
  }
  return out
}
