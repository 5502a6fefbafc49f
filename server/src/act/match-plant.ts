import { createHash } from 'node:crypto'
import type { MatchRun } from '@holdpoint/api'
import { type Actor, type Asset, SYSTEM } from '@holdpoint/core'
import { type Advisory, type AssetFacts, matchAll, readAdvisory } from '@holdpoint/csaf'
import type { AdvisoryHead, Platform, StoredAdvisory, StoredFinding } from '../platform.ts'
import { highestScore } from '../read/finding-rows.ts'
import { record } from './record.ts'

const READ_AT_A_TIME = 50
/** So many go through the matcher at once: what it learns of the assets serves them all. */
const MATCHED_AT_A_TIME = 5

/** The parsed form of stored bytes; what is stored was read once before. */
export function parsedAdvisory(stored: StoredAdvisory): Advisory {
  const read = readAdvisory(stored.bytes)
  if (!read.ok) throw new Error(`stored advisory ${stored.advisoryId} no longer reads`)
  // Two publishers may use one tracking id; here each document has an id of its own.
  return { ...read.value, id: stored.advisoryId }
}

/** The latest revision of one advisory; null when it is not stored. */
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
  advisories: readonly Advisory[],
): readonly StoredFinding[] {
  const byId = new Map(advisories.map((advisory) => [advisory.id, advisory]))
  return matchAll(assets.map(factsOf), advisories).matches.map((match) => {
    const advisory = byId.get(match.advisoryId)
    const product = advisory?.products.find((one) => one.productId === match.productId)
    return {
      assetId: match.assetId,
      advisoryId: match.advisoryId,
      productId: match.productId,
      verdict: match.verdict,
      confidence: match.confidence,
      rule: match.rule,
      reasons: match.reasons,
      cves: match.cves,
      productName: product?.name ?? match.productId,
      highestScore: advisory === undefined ? null : highestScore(advisory, match.cves),
    }
  })
}

/** What there is to match. */
export type MatchInputs = {
  readonly assets: readonly Asset[]
  readonly heads: readonly AdvisoryHead[]
  readonly digest: string
}

export async function matchInputs(platform: Platform): Promise<MatchInputs> {
  const [rows, heads] = await Promise.all([
    platform.store.listModels('asset'),
    platform.advisories.heads(),
  ])
  const assets = rows.map((row) => row.body as unknown as Asset)
  return { assets, heads, digest: inputsDigest(assets, heads) }
}

export function inputsDigest(assets: readonly Asset[], heads: readonly AdvisoryHead[]): string {
  const digest = createHash('sha256')
  for (const asset of assets) digest.update(`${JSON.stringify(factsOf(asset))}\n`)
  for (const head of heads) digest.update(`${head.advisoryId} ${head.sha256}\n`)
  return digest.digest('hex')
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
  const inputs = await matchInputs(platform)
  const { assets, heads } = inputs
  const findings: StoredFinding[] = []
  for (let done = 0; done < heads.length; done += READ_AT_A_TIME) {
    await progress({ done, total: heads.length })
    const part = heads.slice(done, done + READ_AT_A_TIME).map((head) => head.advisoryId)
    findings.push(...(await matchPart(assets, await platform.advisories.read(part))))
  }
  await progress({ done: heads.length, total: heads.length })
  return recordRun(platform, actor, { inputs, findings })
}

/** Screens and vetoes are answered while a long run goes on. */
async function matchPart(
  assets: readonly Asset[],
  part: readonly StoredAdvisory[],
): Promise<readonly StoredFinding[]> {
  const findings: StoredFinding[] = []
  for (let at = 0; at < part.length; at += MATCHED_AT_A_TIME) {
    const advisories: Advisory[] = []
    for (const stored of part.slice(at, at + MATCHED_AT_A_TIME)) {
      advisories.push(parsedAdvisory(stored))
      await othersTurn()
    }
    findings.push(...matchAssets(assets, advisories))
    await othersTurn()
  }
  return findings
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function recordRun(
  platform: Platform,
  actor: Actor,
  found: { readonly inputs: MatchInputs; readonly findings: readonly StoredFinding[] },
): Promise<MatchRun> {
  const { inputs, findings } = found
  const runId = platform.newId()
  await platform.findings.replaceAll(runId, findings)
  const count = (verdict: string) => findings.filter((one) => one.verdict === verdict).length
  const run: MatchRun = {
    runId,
    at: platform.now(),
    inputs: inputs.digest,
    assets: inputs.assets.length,
    advisories: inputs.heads.length,
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
