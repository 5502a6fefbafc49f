import type { FindingRow, HandRun } from '@holdpoint/api'
import { type Asset, holds, notYourRole, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { findingContext, findingRow } from '../read/finding-rows.ts'
import { asJson } from './act-on-stream.ts'
import { matchAssets, parsedAdvisory } from './match-plant.ts'
import { record } from './record.ts'

const matchers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
const STREAM = 'matching-by-hand'

/** More than this is what the automatic runs are for: nobody waits so long for a screen. */
const PAIRS_MAX = 200_000
const READ_AT_A_TIME = 50

export type HandWish = {
  readonly advisoryIds?: readonly string[] | undefined
  readonly assetIds?: readonly string[] | undefined
}

type Ran = {
  readonly leaf: number
  readonly run: HandRun
  readonly findings: readonly FindingRow[]
}

/** Matches what a person names. The findings of the automatic runs are left as they are. */
export async function matchByHand(
  platform: Platform,
  wish: HandWish,
  acting: Acting,
): Promise<Result<Ran, readonly Refusal[]>> {
  const inputs = await wantedInputs(platform, wish)
  const refusals = holds(acting.actor, matchers)
    ? inputs.refusals
    : [notYourRole(matchers, 'Matching by hand'), ...inputs.refusals]
  if (refusals.length > 0) return refuse(refusals)
  const found = await matchAll(platform, inputs)
  const run = runOf(platform, { wish, acting, inputs, verdicts: found.map((one) => one.verdict) })
  const recorded = await record(platform, {
    ...acting,
    stream: STREAM,
    event: { kind: 'matching-by-hand', body: asJson(run) as { readonly [key: string]: never } },
    readModels: [{ kind: STREAM, id: run.runId, body: asJson(run) }],
  })
  if (!recorded.ok) return recorded
  const context = await findingContext(platform)
  const findings = found
    .filter(({ verdict }) => verdict !== 'not-affected')
    .map((one) => findingRow(one, context))
    .filter((row) => row !== null)
  return accept({ leaf: recorded.value, run, findings })
}

type Inputs = {
  readonly assets: readonly Asset[]
  readonly advisoryIds: readonly string[]
  readonly refusals: readonly Refusal[]
}

async function wantedInputs(platform: Platform, wish: HandWish): Promise<Inputs> {
  const rows = await platform.store.listModels('asset')
  const all = rows.map((row) => row.body as unknown as Asset)
  const known = (await platform.advisories.heads()).map(({ advisoryId }) => advisoryId)
  const assets = all.filter(({ id }) => wish.assetIds?.includes(id) ?? true)
  const advisoryIds = known.filter((id) => wish.advisoryIds?.includes(id) ?? true)
  const missing = [
    ...unknown('asset', wish.assetIds ?? [], new Set(all.map(({ id }) => id))),
    ...unknown('advisory', wish.advisoryIds ?? [], new Set(known)),
  ]
  const pairs = assets.length * advisoryIds.length
  if (pairs <= PAIRS_MAX) return { assets, advisoryIds, refusals: missing }
  const what = `${pairs} pairs are more than the ${PAIRS_MAX} that a run by hand takes`
  const tooMany = refusalOf('too-many-pairs', what, 'Name fewer; the automatic run covers all')
  return { assets, advisoryIds, refusals: [...missing, tooMany] }
}

function unknown(what: string, ids: readonly string[], known: ReadonlySet<string>): Refusal[] {
  return ids
    .filter((id) => !known.has(id))
    .map((id) => refusalOf(`no-such-${what}`, `There is no ${what} "${id}"`, 'Check its id'))
}

async function matchAll(platform: Platform, { assets, advisoryIds }: Inputs) {
  const found = []
  for (let at = 0; at < advisoryIds.length; at += READ_AT_A_TIME) {
    const part = await platform.advisories.read(advisoryIds.slice(at, at + READ_AT_A_TIME))
    found.push(...matchAssets(assets, part.map(parsedAdvisory)))
    // Screens and vetoes are answered in between.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return found
}

function runOf(
  platform: Platform,
  given: {
    readonly wish: HandWish
    readonly acting: Acting
    readonly inputs: Inputs
    readonly verdicts: readonly string[]
  },
): HandRun {
  const { wish, acting, inputs, verdicts } = given
  const count = (verdict: string) => verdicts.filter((one) => one === verdict).length
  return {
    runId: platform.newId(),
    at: platform.now(),
    by: acting.actor.personId,
    advisoryIds: wish.advisoryIds ?? null,
    assetIds: wish.assetIds ?? null,
    assets: inputs.assets.length,
    advisories: inputs.advisoryIds.length,
    pairs: verdicts.length,
    affected: count('affected'),
    review: count('review'),
    notAffected: count('not-affected'),
  }
}
