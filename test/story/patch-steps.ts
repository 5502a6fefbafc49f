import type { BodyOf } from '@holdpoint/api'
import * as api from '@holdpoint/api'
import { type FormField, formFields } from '@holdpoint/core'
import { ApiPerson } from './server-process.ts'

/** The people of the demonstration plant, each at the API under their own name. */
export function peopleAt(address: string) {
  const at = (login: string) => new ApiPerson(address, login)
  return {
    mara: at('mara'),
    tomas: at('tomas'),
    yuki: at('yuki'),
    priya: at('priya'),
    sam: at('sam'),
    lena: at('lena'),
    idris: at('idris'),
    noor: at('noor'),
    ruth: at('ruth'),
  }
}

export type People = ReturnType<typeof peopleAt>

const owners: Record<string, keyof People> = {
  'ot-cybersecurity-lead': 'mara',
  'control-systems-engineer': 'yuki',
  'operations-manager': 'priya',
  'maintenance-lead': 'lena',
  'plant-safety-officer': 'idris',
}

type FindingWish = {
  readonly cve?: string
  readonly advisoryId?: string
  readonly decision?: BodyOf<typeof api.decideCaseRoute>
  /** What Mara says of the way in where no record does. */
  readonly exposure?: 'open' | 'controlled'
}

const aPatch = { means: 'patch', reason: 'a fix is there and fits the window' } as const

/** Opens and decides the case of the first finding of this asset that fits. */
export async function decideCase(
  people: People,
  assetTag: string,
  { cve, advisoryId: wanted, decision = aPatch, exposure = 'controlled' }: FindingWish = {},
): Promise<string> {
  const { findings } = await people.mara.ask(api.listFindings)
  const finding = findings.find(
    (one) =>
      one.assetTag === assetTag &&
      one.verdict === 'affected' &&
      (cve === undefined || one.cves.includes(cve)) &&
      (wanted === undefined || one.advisoryId === wanted),
  )
  if (finding === undefined) throw new Error(`no affected finding for ${assetTag}`)
  const { assetId, advisoryId, productId } = finding
  const opened = await people.mara.ask(api.openCase, { body: { assetId, advisoryId, productId } })
  const params = { id: opened.view.case.id }
  const evidence = 'advisory and site walk'
  // What the records of the plant say is confirmed; the rest is Mara's word.
  const recorded = Object.fromEntries(
    opened.view.evidence.answers.map(({ item, value }) => [item, value]),
  )
  const context = { exploitation: 'none', exposure, automatable: 'no' } as const
  await people.mara.ask(api.answerContext, {
    params,
    body: { ...context, serviceUsed: 'yes', ...recorded, evidence },
  })
  const placement = { safetyImpact: 'marginal', missionImpact: 'mef-failure' } as const
  await people.mara.ask(api.answerPlacement, {
    params,
    body: { ...placement, nearSafetySystem: 'no', ...recorded, evidence },
  })
  await people.mara.ask(api.answerControls, { params, body: { claimed: [], evidence } })
  const impact = {
    ifItFails: 'The inlet valve closes and the tank drains',
    lineStops: 'yes',
    toleratedFrom: 'tank above 60 %, demand at night',
    toleratedMinutes: 20,
  } as const
  await people.yuki.ask(api.answerImpact, { params, body: impact })
  await people.sam.ask(api.answerImpact, { params, body: impact })
  await people.mara.ask(api.decideCaseRoute, { params, body: decision })
  return params.id
}

export type PlanWish = {
  readonly caseId: string
  readonly assetTag: string
  readonly version: string
  readonly reversibleBasis?: string
  readonly windowHours?: number
  readonly update?: { readonly releaseId: string; readonly product: string }
  /** What the probe reads; by default the level, anywhere in its range. */
  readonly probeTest?: {
    readonly signalTag: string
    readonly expected: number
    readonly tolerance: number
  }
}

/** Opens the change and writes its plan; the window is open now. */
export async function writePlan(people: People, wish: PlanWish): Promise<string> {
  const title = `Patch ${wish.assetTag} to ${wish.version}`
  const { caseId, update } = wish
  const chosen = update === undefined ? {} : { update }
  const opened = await people.tomas.ask(api.openChange, { body: { caseId, title, ...chosen } })
  const params = { id: opened.view.change.id }
  const { patches } = await people.tomas.ask(api.listPatches)
  const { assets } = await people.tomas.ask(api.listAssets)
  const asset = assets.find((one) => one.tag === wish.assetTag)
  const patch = patches.find(
    (one) =>
      one.version === wish.version &&
      one.orderNumber === asset?.orderNumber &&
      (one.series === null || one.series === asset.series),
  )
  const { probeTest = { signalTag: null, expected: 50, tolerance: 50 } } = wish
  const signal =
    asset?.signals.find((one) => one.tag === probeTest.signalTag) ??
    asset?.signals.find((one) => one.address.unit === '%')
  if (patch === undefined || signal === undefined) throw new Error(`no patch for ${wish.assetTag}`)
  const now = Date.now()
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
  await people.tomas.ask(api.draftPlanRoute, {
    params,
    body: {
      patchSha256: patch.sha256,
      opensAt: at(-10),
      closesAt: at((wish.windowHours ?? 4) * 60),
      reversibleBasis: wish.reversibleBasis ?? '',
      functionalTests: [
        {
          id: 'probe',
          title: 'The signal reads as it should',
          action: 'Read the signal over the plant network',
          expected: probeTest.expected,
          tolerance: probeTest.tolerance,
          unit: signal.address.unit,
          readBy: 'probe',
          signal: signal.address,
          minutes: 2,
        },
        {
          id: 'valve',
          title: 'The valve opens at 50 psi',
          action: 'Raise the header pressure and watch the valve',
          expected: 50,
          tolerance: 2,
          unit: 'psi',
          readBy: 'person',
          signal: null,
          minutes: 10,
        },
      ],
      residualRisk: 'The engineering port stays open to the control zone',
    },
  })
  return params.id
}

/** Fills the form, signs with all five and records the go. */
export async function boardSaysGo(people: People, changeId: string): Promise<void> {
  const params = { id: changeId }
  await people.tomas.ask(api.submitToBoard, { params })
  await fillWholeForm(people, changeId)
  await signAll(people, changeId)
  const { digest } = await people.mara.ask(api.readChange, { params })
  const body = { kind: 'go', digest: digest ?? '' } as const
  await people.mara.ask(api.decideRoute, { params, body })
}

export async function fillWholeForm(people: People, changeId: string): Promise<void> {
  for (const [field, { owner, words }] of Object.entries(formFields)) {
    const body = { field: field as FormField, text: `${words}: considered and agreed` }
    await people[owners[owner] ?? 'mara'].ask(api.fillForm, { params: { id: changeId }, body })
  }
}

export async function signAll(people: People, changeId: string): Promise<void> {
  const params = { id: changeId }
  for (const [role, login] of Object.entries(owners)) {
    const person = people[login]
    const { digest } = await person.ask(api.readChange, { params })
    const body = { role, digest: digest ?? '', password: person.password } as never
    await person.ask(api.signRoute, { params, body })
  }
}

export async function release(people: People, changeId: string): Promise<void> {
  const body = { processState: 'tank at 62 %, night demand', permit: 'PTW-1187' }
  await people.sam.ask(api.releaseRoute, { params: { id: changeId }, body })
}

/** Starts a step and waits, by the server's own live view, until it has its outcome. */
export async function runStep(people: People, changeId: string, stepId: string) {
  const params = { id: changeId }
  await people.tomas.ask(api.startStepRoute, { params, body: { stepId } })
  return outcomeOf(people, changeId, stepId)
}

export async function outcomeOf(people: People, changeId: string, stepId: string) {
  for await (const _ of people.tomas.commits()) {
    const { change } = await people.tomas.ask(api.readChange, { params: { id: changeId } })
    const record = change.run.steps[stepId]
    if (['done', 'failed', 'unknown'].includes(record?.status ?? 'done')) return record
  }
  throw new Error(`the live view ended before step ${stepId} had an outcome`)
}

/** Runs these steps one after the other; each must end as done. */
export async function runAll(people: People, changeId: string, stepIds: readonly string[]) {
  for (const stepId of stepIds) {
    const record = await runStep(people, changeId, stepId)
    if (record?.status !== 'done') throw new Error(`${stepId}: ${JSON.stringify(record)}`)
  }
}

/** Both roles give the go for a step that cannot be taken back. */
export async function giveOneWayGo(people: People, changeId: string, stepId: string) {
  const params = { id: changeId }
  const engineer = { stepId, role: 'control-systems-engineer' } as const
  await people.tomas.ask(api.oneWayGoRoute, { params, body: engineer })
  await people.sam.ask(api.oneWayGoRoute, { params, body: { stepId, role: 'operator' } })
}

/** NERC CIP holds, and an evaluation found the advisory of this case on its asset. */
export async function startClocks(people: People, caseId: string): Promise<void> {
  const { today } = await people.noor.ask(api.readClocks)
  const site = { evaluateWithinDays: null, decideWithinDays: null }
  await people.ruth.ask(api.setClockPolicy, { body: { jurisdictions: ['US'], site } })
  const source = { id: 'vendor', name: 'The vendor', since: today }
  await people.mara.ask(api.addPatchSource, { body: source })
  const { case: found } = await people.mara.ask(api.readCase, { params: { id: caseId } })
  const covers = [{ patchId: found.finding.advisoryId, assetIds: [found.finding.assetId] }]
  await people.mara.ask(api.completeEvaluation, {
    body: { sourceId: 'vendor', on: today, found: covers, note: 'all advisories' },
  })
}
