import * as contract from '@holdpoint/api'
import { type Asset, type Change, holds, notYourRole, type TriageCase } from '@holdpoint/core'
import { accept, refuse } from '@holdpoint/std'
import { CONFLICT_MODEL } from '../act/change-inventory.ts'
import { importInventory, noSuchAsset, previewInventory } from '../act/import-inventory.ts'
import { importNetwork } from '../act/import-network.ts'
import { inputsDigest } from '../act/match-inputs.ts'
import { record } from '../act/record.ts'
import { ruleFacts } from '../act/rule-facts.ts'
import type { Register } from '../http/register-route.ts'
import type { AdvisoryHead, FindingsShown, Person, Platform } from '../platform.ts'
import { assetFactsView, factConflicts, inventorySources } from '../read/asset-facts-view.ts'
import { casesByFinding } from '../read/case-entries.ts'
import { askedInCases } from '../read/case-revision.ts'
import { civilDayAt } from '../read/civil-day-at.ts'
import { clocksAsk } from '../read/clocks-view.ts'
import { controlsAsk } from '../read/controls-ask.ts'
import { exploitedInCases } from '../read/enrichment-view.ts'
import { needsAttention } from '../read/needs-attention.ts'
import { networkView } from '../read/network-view.ts'
import { outageView } from '../read/outage-view.ts'
import { actorOf } from '../read/people-names.ts'
import type { SignalReader } from '../read/signal-reader.ts'
import { sourcesAsk, sourcesReach } from '../read/sources-view.ts'
import { assetById } from '../runner/controller-access.ts'

export function registerPlant(register: Register, platform: Platform, signals: SignalReader): void {
  register(contract.overview, async ({ person }) => accept(await overviewView(platform, person)))
  register(contract.listAssets, async () => {
    const rows = await platform.store.listModels('asset')
    return accept({ assets: rows.map((row) => row.body as unknown as Asset) })
  })
  register(contract.readAsset, async ({ params }) => {
    const asset = await assetById(platform, params.id)
    return asset === null ? refuse(noSuchAsset(params.id)) : accept({ asset })
  })
  registerInventory(register, platform)
  register(contract.readNetwork, async () => accept(await networkView(platform)))
  register(contract.importNetwork, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const leaf = await importNetwork(platform, body, acting)
    if (!leaf.ok) return leaf
    const { zones, conduits } = body.network
    return accept({ leaf: leaf.value, zones: zones.length, conduits: conduits.length })
  })
  register(contract.setMaintenanceCredential, async ({ params, body, person, idempotencyKey }) => {
    const engineer = ['control-systems-engineer'] as const
    const actor = actorOf(person)
    if (!holds(actor, engineer)) return refuse([notYourRole(engineer, 'Recording a credential')])
    const asset = await assetById(platform, params.id)
    if (asset?.maintenance === null || asset === null) return refuse(noSuchAsset(params.id))
    const { credentialId } = asset.maintenance
    await platform.credentials.put(credentialId, body)
    const recorded = await record(platform, {
      actor,
      commandId: idempotencyKey,
      stream: `asset/${asset.id}`,
      event: { kind: 'credential-recorded', body: { assetId: asset.id, credentialId } },
      readModels: [],
    })
    return recorded.ok ? accept({ credentialId }) : recorded
  })
  register(contract.readSignals, async () =>
    accept({ signals: await signals.read(), refusals: [] }),
  )
}

function registerInventory(register: Register, platform: Platform): void {
  register(contract.previewAssetImport, ({ body }) => previewInventory(platform, body))
  register(contract.importAssets, ({ body, person, idempotencyKey }) =>
    importInventory(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.listInventorySources, async () =>
    accept({ sources: await inventorySources(platform) }),
  )
  register(contract.readAssetFacts, async ({ params }) => {
    const view = await assetFactsView(platform, params.id)
    return view === null ? refuse(noSuchAsset(params.id)) : accept(view)
  })
  register(contract.readOutage, ({ query }) => {
    const names = query.assets.split(',').map((name) => name.trim())
    return outageView(platform, names.filter(Boolean))
  })
  register(contract.listFactConflicts, async () =>
    accept({ conflicts: await factConflicts(platform) }),
  )
  register(contract.ruleOnFacts, ({ body, person, idempotencyKey }) =>
    ruleFacts(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
}

/** More than anybody reads at once; the queue has them all. */
const FINDINGS_NAMED = 200

/** Who stands in for the CIP Senior Manager is told what waits for them. */
function standingIn(person: Person, delegates: ReadonlySet<string>): Person {
  if (!delegates.has(person.personId)) return person
  return { ...person, roles: [...new Set([...person.roles, 'cip-senior-manager' as const])] }
}

async function overviewView(platform: Platform, person: Person): Promise<contract.OverviewView> {
  const [assetRows, caseRows, changeRows, advisories, findings, matching, head, checkpoint] =
    await Promise.all([
      platform.store.listModels('asset'),
      platform.store.listModels('case'),
      platform.store.listModels('change'),
      platform.advisories.heads(),
      platform.findingReader.openFindings(FINDINGS_NAMED),
      platform.store.readModel('matching', 'newest'),
      platform.store.head(),
      platform.ledger.newest(),
    ])
  const assets = assetRows.map((row) => row.body as unknown as Asset)
  const cases = caseRows.map((row) => row.body as unknown as TriageCase)
  const changes = changeRows.map((row) => row.body as unknown as Change)
  const [
    askedAgain,
    exploited,
    { byClock: clocks, alarms, delegates },
    bySource,
    reach,
    byControls,
    conflictRows,
  ] = await Promise.all([
    askedInCases(platform, cases),
    exploitedInCases(platform, cases),
    clocksAsk(platform),
    sourcesAsk(platform),
    sourcesReach(platform),
    controlsAsk(platform),
    platform.store.listModels(CONFLICT_MODEL),
  ])
  const byClock = [...clocks, ...byControls, ...bySource]
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const conflicts = conflictRows.map(({ body }) => body as { tag: string; fields: string[] })
  const heads = new Map(advisories.map((one) => [one.advisoryId, one]))
  const caseOf = await casesByFinding(platform, cases, heads)
  const waiting = { today, cases, changes, findings, assets, askedAgain, exploited, byClock }
  const needs = needsAttention({
    ...waiting,
    conflicts,
    caseOf,
    person: standingIn(person, delegates),
  })
  const run = (matching?.body ?? null) as unknown as contract.MatchRun | null
  return {
    ...needs,
    counts: {
      ...inventoryCounts({ run, assets, advisories, findings, reach }),
      openCases: openOf(platform, cases, 'cases'),
      alarms: { ...alarms, asOf: platform.now() },
      openChanges: openOf(platform, changes, 'changes'),
    },
    ledger: { size: head.size, checkpointAt: checkpoint?.signedAt ?? null },
  }
}

/** No nought without its age and what it covers. */
function inventoryCounts(given: {
  readonly run: contract.MatchRun | null
  readonly assets: readonly Asset[]
  readonly advisories: readonly AdvisoryHead[]
  readonly findings: FindingsShown
  readonly reach: string
}): Pick<contract.OverviewView['counts'], 'assets' | 'advisories' | 'affected' | 'review'> {
  const { run, assets, advisories, findings, reach } = given
  const asOf = run?.at ?? null
  const behind = run !== null && run.inputs !== inputsDigest(assets, advisories)
  const since = behind ? '; what changed since is not matched yet' : ''
  const coverage =
    run === null ? 'not matched yet' : `${run.assets} assets × ${run.advisories} advisories${since}`
  const seen = assets.map((one) => one.observedAt).sort()[0] ?? null
  const withFirmware = assets.filter((one) => one.firmware !== null).length
  const days = advisories.map((one) => one.importedAt).sort()
  const { affected, review } = findings.byVerdict
  return {
    assets: {
      count: assets.length,
      asOf: seen,
      coverage: `firmware known for ${withFirmware} of ${assets.length}`,
    },
    advisories: { count: advisories.length, asOf: days.at(-1) ?? null, coverage: reach },
    affected: { count: affected, asOf, coverage },
    review: { count: review, asOf, coverage },
  }
}

function openOf(platform: Platform, all: readonly { readonly state: string }[], what: string) {
  const count = all.filter(({ state }) => state !== 'closed').length
  return { count, asOf: platform.now(), coverage: `of ${all.length} ${what}` }
}
