import type { MatchRun } from '@holdpoint/api'
import { type Actor, type Asset, SYSTEM } from '@holdpoint/core'
import { type Advisory, type AssetFacts, matchAll, readAdvisory } from '@holdpoint/csaf'
import type { Platform, StoredAdvisory, StoredFinding } from '../platform.ts'
import { highestScore } from '../read/finding-rows.ts'
import { record } from './record.ts'

const READ_AT_A_TIME = 50

/** The parsed form of stored bytes; what is stored was read once before. */
export function parsedAdvisory(stored: StoredAdvisory): Advisory {
  const read = readAdvisory(stored.bytes)
  if (!read.ok) throw new Error(`stored advisory ${stored.advisoryId} no longer reads`)
  return read.value
}

/** The newest import of one advisory; null when it is not stored. */
export async function findAdvisory(platform: Platform, id: string): Promise<Advisory | null> {
  const [stored] = await platform.advisories.read([id])
  return stored === undefined ? null : parsedAdvisory(stored)
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

export function matchAssets(
  assets: readonly Asset[],
  advisory: Advisory,
): readonly StoredFinding[] {
  return matchAll(assets.map(factsOf), [advisory]).matches.map((match) => ({
    assetId: match.assetId,
    advisoryId: advisory.id,
    productId: match.productId,
    verdict: match.verdict,
    confidence: match.confidence,
    rule: match.rule,
    reasons: match.reasons,
    cves: match.cves,
    productName:
      advisory.products.find((one) => one.productId === match.productId)?.name ?? match.productId,
    highestScore: highestScore(advisory, match.cves),
  }))
}

export type MatchProgress = (at: { readonly done: number; readonly total: number }) => Promise<void>

/**
 * Matches every asset with every stored advisory; one ledger entry says with what and how many.
 * `progress` is told after each part, and may throw to end the run before anything is replaced.
 */
export async function runMatching(
  platform: Platform,
  actor: Actor,
  progress: MatchProgress = async () => {},
): Promise<MatchRun> {
  const rows = await platform.store.listModels('asset')
  const assets = rows.map((row) => row.body as unknown as Asset)
  const heads = await platform.advisories.heads()
  const findings: StoredFinding[] = []
  for (let at = 0; at < heads.length; at += READ_AT_A_TIME) {
    const part = heads.slice(at, at + READ_AT_A_TIME).map((head) => head.advisoryId)
    for (const stored of await platform.advisories.read(part)) {
      const advisory = parsedAdvisory(stored)
      findings.push(...matchAssets(assets, advisory))
      // Screens and vetoes are answered while a long run goes on.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await progress({ done: Math.min(at + READ_AT_A_TIME, heads.length), total: heads.length })
  }
  const runId = platform.newId()
  await platform.findings.replaceAll(runId, findings)
  const count = (verdict: string) => findings.filter((one) => one.verdict === verdict).length
  const run: MatchRun = {
    runId,
    at: platform.now(),
    assets: assets.length,
    advisories: heads.length,
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
