import type { MatchRun } from '@holdpoint/api'
import { type Actor, type Asset, SYSTEM } from '@holdpoint/core'
import { type Advisory, type AssetFacts, matchAssetToAdvisory, readAdvisory } from '@holdpoint/csaf'
import type { Platform, StoredAdvisory, StoredFinding } from '../platform.ts'
import { record } from './record.ts'

const parsed = new Map<string, Advisory>()
const YIELD_EVERY = 200

/** The parsed form of stored bytes, kept by digest; what is stored was read once before. */
export function parsedAdvisory(stored: StoredAdvisory): Advisory {
  const known = parsed.get(stored.sha256)
  if (known !== undefined) return known
  const read = readAdvisory(stored.bytes)
  if (!read.ok) throw new Error(`stored advisory ${stored.advisoryId} no longer reads`)
  parsed.set(stored.sha256, read.value)
  return read.value
}

/** The asset's facts as the matcher wants them; what is not recorded stays away. */
export function factsOf(asset: Asset): AssetFacts {
  const given = {
    model: asset.product,
    orderNumber: asset.orderNumber,
    series: asset.series,
    hardware: asset.hardware,
    serialNumber: asset.serial,
    firmware: asset.firmware,
    firmwareLine: asset.firmwareLine,
  }
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  return { id: asset.id, vendor: asset.vendor, product: asset.product, ...known } as AssetFacts
}

export function matchOne(asset: Asset, advisory: Advisory): readonly StoredFinding[] {
  return matchAssetToAdvisory(factsOf(asset), advisory).map((match) => ({
    assetId: asset.id,
    advisoryId: advisory.id,
    productId: match.productId,
    verdict: match.verdict,
    confidence: match.confidence,
    rule: match.rule,
    reasons: match.reasons,
    cves: match.cves,
  }))
}

/** Matches every asset with every stored advisory; one ledger entry says with what and how many. */
export async function runMatching(platform: Platform, actor: Actor): Promise<MatchRun> {
  const rows = await platform.store.listModels('asset')
  const assets = rows.map((row) => row.body as unknown as Asset)
  const advisories = await platform.advisories.newest()
  const findings: StoredFinding[] = []
  let looked = 0
  for (const stored of advisories) {
    const advisory = parsedAdvisory(stored)
    for (const asset of assets) findings.push(...matchOne(asset, advisory))
    looked += 1
    // Screens and vetoes are answered while a long run goes on.
    if (looked % YIELD_EVERY === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const runId = platform.newId()
  await platform.findings.replaceAll(runId, findings)
  const count = (verdict: string) => findings.filter((one) => one.verdict === verdict).length
  const run: MatchRun = {
    runId,
    at: platform.now(),
    assets: assets.length,
    advisories: advisories.length,
    pairs: findings.length,
    affected: count('affected'),
    review: count('review'),
    notAffected: count('not-affected'),
  }
  const recorded = await record(platform, {
    actor: actor.personId === 'system' ? SYSTEM : actor,
    commandId: `matching:${runId}`,
    stream: 'matching',
    event: { kind: 'matching-run', body: { ...run } },
    readModels: [{ kind: 'matching', id: 'newest', body: { ...run } }],
  })
  if (!recorded.ok) platform.log(`matching run ${runId}: ${recorded.refusal[0]?.what ?? ''}`)
  return run
}
