import { createHash } from 'node:crypto'
import type { MatchRun } from '@holdpoint/api'
import { type Actor, type Asset, identifyingFacts, SYSTEM } from '@holdpoint/core'
import {
  type Advisory,
  type AssetFacts,
  describeGroups,
  groupAssets,
  indexAdvisories,
  matchAll,
  readAdvisory,
} from '@holdpoint/csaf'
import type {
  AdvisoryHead,
  EntryShown,
  FindingRun,
  Platform,
  StoredAdvisory,
  StoredFinding,
} from '../platform.ts'
import { highestScore } from '../read/finding-rows.ts'
import { record } from './record.ts'

const READ_AT_A_TIME = 50
/** So many runs are looked for before others have their turn. */
const RUNS_AT_A_TIME = 20

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
  const { cpe, purl, hashes, operatingSystem, software } = asset
  // A record of before knows nothing of these until its list is read again.
  const further = identifyingFacts({
    ...{ cpe: cpe ?? null, purl: purl ?? null, hashes: hashes ?? [] },
    ...{ operatingSystem: operatingSystem ?? null, software: software ?? [] },
    source: asset.source,
  })
  const { id, vendor, product } = asset
  return { id, vendor, product, ...known, ...further } as AssetFacts
}

/** Every match of these, one row for each asset: for a few of them, at hand. */
export function matchAssets(
  assets: readonly Asset[],
  advisories: readonly Advisory[],
): readonly StoredFinding[] {
  const shown = new ShownEntries()
  shown.add(advisories)
  const { matches } = matchAll(assets.map(factsOf), advisories)
  return matches.map((match) => ({ ...match, ...shown.of(match) }))
}

/** What lists show of the entries of advisories that were read. */
class ShownEntries {
  private readonly advisories = new Map<string, Advisory>()

  add(advisories: readonly Advisory[]): void {
    for (const advisory of advisories) this.advisories.set(advisory.id, advisory)
  }

  /** The documents are not kept longer than their entries are asked for. */
  replace(advisories: readonly Advisory[]): void {
    this.advisories.clear()
    this.add(advisories)
  }

  of({ advisoryId, productId, cves }: FindingRun['findings'][number]): EntryShown {
    const advisory = this.advisories.get(advisoryId)
    const product = advisory?.products.find((one) => one.productId === productId)
    return {
      productName: product?.name ?? productId,
      highestScore: advisory === undefined ? null : highestScore(advisory, cves),
    }
  }
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
  const runId = platform.newId()
  const counts = { affected: 0, review: 0, 'not-affected': 0 }
  const shown = new ShownEntries()
  const pairs = await platform.findings.replaceAll(
    runId,
    counted(allRuns(platform, inputs, { progress, shown }), counts),
    (finding) => shown.of(finding),
  )
  return recordRun(platform, actor, { runId, inputs, pairs, counts })
}

/** What is found, advisory by advisory. Screens and vetoes are answered while a long run goes on. */
async function* allRuns(
  platform: Platform,
  { assets, heads }: MatchInputs,
  { progress, shown }: { readonly progress: MatchProgress; readonly shown: ShownEntries },
): AsyncGenerator<FindingRun> {
  const facts = assets.map(factsOf)
  const groups = groupAssets(facts)
  let looked = 0
  for (let done = 0; done < heads.length; done += READ_AT_A_TIME) {
    await progress({ done, total: heads.length })
    const part = heads.slice(done, done + READ_AT_A_TIME).map((head) => head.advisoryId)
    const advisories: Advisory[] = []
    for (const stored of await platform.advisories.read(part)) {
      advisories.push(parsedAdvisory(stored))
      await othersTurn()
    }
    shown.replace(advisories)
    for (const { members, matches } of describeGroups(groups, facts, indexAdvisories(advisories))) {
      const assetIds = members.map((at) => (facts[at] as AssetFacts).id)
      yield { assetIds, findings: matches }
      if (++looked % RUNS_AT_A_TIME === 0) await othersTurn()
    }
  }
  await progress({ done: heads.length, total: heads.length })
}

type Counts = Record<StoredFinding['verdict'], number>

async function* counted(runs: AsyncIterable<FindingRun>, counts: Counts) {
  for await (const run of runs) {
    for (const { verdict } of run.findings) counts[verdict] += run.assetIds.length
    yield run
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function recordRun(
  platform: Platform,
  actor: Actor,
  found: {
    readonly runId: string
    readonly inputs: MatchInputs
    readonly pairs: number
    readonly counts: Counts
  },
): Promise<MatchRun> {
  const { runId, inputs, pairs, counts } = found
  const run: MatchRun = {
    runId,
    at: platform.now(),
    inputs: inputs.digest,
    assets: inputs.assets.length,
    advisories: inputs.heads.length,
    pairs,
    affected: counts.affected,
    review: counts.review,
    notAffected: counts['not-affected'],
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
