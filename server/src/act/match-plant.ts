import type { MatchRun } from '@holdpoint/api'
import { type Actor, type Asset, SYSTEM } from '@holdpoint/core'
import {
  type Advisory,
  type AssetFacts,
  describeGroups,
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
import { type ChangedAdvisories, changedAdvisories } from './match-exchange.ts'
import { factsOf, type MatchInputs, matchInputs } from './match-inputs.ts'
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

export type MatchProgress = (at: { readonly done: number; readonly total: number }) => Promise<void>

/**
 * Makes the findings those of what is stored now: of the advisories that changed alone, where only such
 * have, else of everything. One ledger entry says with what and how many. `progress` is told after each
 * part, and may throw to end the run before anything is replaced.
 */
export async function runMatching(
  platform: Platform,
  actor: Actor,
  progress: MatchProgress = async () => {},
): Promise<MatchRun> {
  const inputs = await matchInputs(platform)
  const changes = await changedAdvisories(platform, inputs)
  const exchanged =
    changes === null ? null : await exchange(platform, inputs, { changes, progress })
  return recordRun(platform, actor, exchanged ?? (await matchWhole(platform, inputs, progress)))
}

type Found = {
  readonly runId: string
  readonly inputs: MatchInputs
  readonly pairs: number
  readonly counts: Counts
}

async function matchWhole(
  platform: Platform,
  inputs: MatchInputs,
  progress: MatchProgress,
): Promise<Found> {
  const runId = platform.newId()
  const counts = { affected: 0, review: 0, 'not-affected': 0 }
  const shown = new ShownEntries()
  const pairs = await platform.findings.replaceAll(
    runId,
    counted(allRuns(platform, inputs, { heads: inputs.heads, progress, shown }), counts),
    (finding) => shown.of(finding),
    inputs.heads,
  )
  return { runId, inputs, pairs, counts }
}

/** Null where another run came between. */
async function exchange(
  platform: Platform,
  inputs: MatchInputs,
  of: { readonly changes: ChangedAdvisories; readonly progress: MatchProgress },
): Promise<Found | null> {
  const { before, changed, gone } = of.changes
  const runId = platform.newId()
  const counts = { affected: 0, review: 0, 'not-affected': 0 }
  const shown = new ShownEntries()
  const { progress } = of
  const done = await platform.findings.exchange({
    ...{ runId, after: before.runId, matched: changed, gone },
    runs: counted(allRuns(platform, inputs, { heads: changed, progress, shown }), counts),
    show: (finding) => shown.of(finding),
  })
  if (done === null) return null
  const { removed, written } = done
  const all = {
    affected: before.affected - removed.affected + counts.affected,
    review: before.review - removed.review + counts.review,
    'not-affected': before.notAffected - removed['not-affected'] + counts['not-affected'],
  }
  const lost = removed.affected + removed.review + removed['not-affected']
  return { runId, inputs, pairs: before.pairs - lost + written, counts: all }
}

type Looking = {
  readonly heads: readonly AdvisoryHead[]
  readonly progress: MatchProgress
  readonly shown: ShownEntries
}

/** What is found, advisory by advisory. Screens and vetoes are answered while a long run goes on. */
async function* allRuns(
  platform: Platform,
  { described: { facts, groups } }: MatchInputs,
  { heads, progress, shown }: Looking,
): AsyncGenerator<FindingRun> {
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
  { runId, inputs, pairs, counts }: Found,
): Promise<MatchRun> {
  const run: MatchRun = {
    runId,
    at: platform.now(),
    inputs: inputs.digest,
    assetInputs: inputs.assetInputs,
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
