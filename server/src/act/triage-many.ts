import type { TriagedMany } from '@holdpoint/api'
import {
  type Asset,
  type CaseCommand,
  decideCase,
  evolveCase,
  type FindingRef,
  type Instant,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, FindingKey, Platform } from '../platform.ts'
import { caseIdOf, type FindingContext, findingContext } from '../read/finding-rows.ts'
import { noSuch } from '../read/no-such.ts'
import { actOnCase, loadCase } from './act-on-case.ts'
import { actOnMany, type DoneForOne } from './act-on-many.ts'

export type Ruling = Omit<Extract<CaseCommand, { kind: 'rule-on-match' }>, 'kind'>

/** A finding as a case keeps it; null when it, or its asset, is no longer there. */
export async function findingRef(platform: Platform, key: FindingKey): Promise<FindingRef | null> {
  const finding = await platform.findings.find(key)
  const row = await platform.store.readModel('asset', key.assetId)
  if (finding === null || row === null) return null
  const asset = row.body as unknown as Asset
  const [stored] = await platform.advisories.read([key.advisoryId])
  const { productName: _, highestScore: __, ...found } = finding
  return { ...found, assetTag: asset.tag, advisoryVersion: stored?.version ?? '' }
}

/** Opens a case for each, and rules on it where a ruling is given; sent again, nothing is done twice. */
export async function triageMany(
  platform: Platform,
  wish: {
    readonly findings: readonly FindingKey[]
    readonly ruling?: Ruling | undefined
    readonly acting: Acting
  },
): Promise<TriagedMany> {
  const context = await findingContext(platform)
  return actOnMany(wish.findings, (key) => triageOne(platform, key, { ...wish, context }))
}

async function triageOne(
  platform: Platform,
  key: FindingKey,
  {
    ruling,
    acting,
    context,
  }: {
    readonly ruling?: Ruling | undefined
    readonly acting: Acting
    readonly context: FindingContext
  },
): Promise<Result<DoneForOne, readonly Refusal[]>> {
  const id = caseIdOf(key, context)
  const { state } = await loadCase(platform, id)
  const finding = state?.finding ?? (await findingRef(platform, key))
  if (finding === null) return refuse(noSuch('finding', key.advisoryId))
  const row = { caseId: id, assetTag: finding.assetTag }
  const act = (command: CaseCommand) =>
    // One key for the whole would make the second act a repetition of the first.
    actOnCase(platform, {
      ...{ id, command, actor: acting.actor },
      commandId: `${acting.commandId}:${id}:${command.kind}`,
    })
  // Nobody's case is opened for a ruling that the rules then refuse.
  const before = state ?? opened(id, finding, acting, platform.now())
  const judged = ruling === undefined ? null : judge(before, ruling, acting, platform.now())
  if (judged !== null && !judged.ok) return judged
  let leaf: number | null = null
  if (state === null) {
    const done = await act({ kind: 'open-case', id, finding })
    if (!done.ok) return done
    leaf = done.value.leaf
  }
  if (ruling === undefined) return accept({ leaf, row })
  const ruled = await act({ kind: 'rule-on-match', ...ruling })
  return ruled.ok ? accept({ leaf: ruled.value.leaf, row }) : ruled
}

/** The case as it would be; null where the rules would not open it, and say so when it is tried. */
function opened(id: string, finding: FindingRef, { actor }: Acting, now: Instant) {
  const decided = decideCase(null, { kind: 'open-case', id, finding }, { now, actor })
  return decided.ok ? decided.value.reduce<TriageCase | null>(evolveCase, null) : null
}

function judge(state: TriageCase | null, ruling: Ruling, { actor }: Acting, now: Instant) {
  return state === null
    ? null
    : decideCase(state, { kind: 'rule-on-match', ...ruling }, { now, actor })
}
