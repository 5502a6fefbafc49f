import type { AuditedCase, ControlsAudit, ControlView } from '@holdpoint/api'
import {
  type CompensatingControl,
  creditOf,
  neededChecks,
  standingOfChecks,
  type TriageCase,
  wayInSaid,
  whyNoCredit,
} from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { allControls } from './all-controls.ts'
import { allSafeguards, safeguardView } from './all-safeguards.ts'
import { caseEvidence } from './case-surroundings.ts'
import { type NameOf, peopleNames } from './people-names.ts'

type Around = { readonly now: string; readonly nameOf: NameOf }

export function controlView(control: CompensatingControl, { now, nameOf }: Around): ControlView {
  return {
    control,
    ownerName: nameOf(control.ownerId),
    credit: creditOf(control, now),
    whyNot: whyNoCredit(control, now),
    standings: standingOfChecks(control, now),
  }
}

/** For each case that is not closed what stands in for the patch, and what it is worth today. */
export async function controlsAudit(platform: Platform): Promise<ControlsAudit> {
  const [controls, claims, caseRows, nameOf] = await Promise.all([
    allControls(platform),
    allSafeguards(platform),
    platform.store.listModels('case'),
    peopleNames(platform),
  ])
  const now = platform.now()
  const views = controls.map((one) => controlView(one, { now, nameOf }))
  const safeguards = claims.map((one) => safeguardView(one, { now, nameOf }))
  const cases: AuditedCase[] = []
  for (const { body } of caseRows) {
    const one = body as unknown as TriageCase
    if (one.state === 'closed') continue
    const own = views.filter(({ control }) => control.caseId === one.id)
    const claimed = one.controls?.claimed ?? []
    const besides = safeguards.filter(({ safeguard }) => safeguard.caseId === one.id)
    if (own.length + claimed.length + besides.length === 0) continue
    cases.push({
      caseId: one.id,
      assetTag: one.finding.assetTag,
      advisoryId: one.finding.advisoryId,
      state: one.state,
      exposure: one.decision?.answers?.exposure ?? null,
      wayIn: wayInSaid(await caseEvidence(platform, one)).because,
      claimed,
      controls: own,
      safeguards: besides,
    })
  }
  return { asOf: now, cases, controls: views.map((view) => audited(view, caseRows)) }
}

function audited(
  view: ControlView,
  caseRows: readonly { readonly body: unknown }[],
): ControlsAudit['controls'][number] {
  const { control } = view
  const covers = caseRows
    .map(({ body }) => body as TriageCase)
    .filter(({ id }) => id === control.caseId)
    .flatMap(({ finding }) => finding.cves.map((cve) => `${cve} on ${finding.assetTag}`))
  return {
    view,
    covers,
    rules: control.rules.split('\n').filter((line) => /\S/.test(line) && !/^\s*#/.test(line))
      .length,
    permitted: control.policy.permitted.length,
    checksAYear: Math.ceil(365 / control.recheckDays) * neededChecks.length,
  }
}
