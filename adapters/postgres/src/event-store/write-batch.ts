import type { AppendCommand, AppendReceipt, AppendRefusal, EffectState } from '@holdpoint/core'
import { formatFrontier } from '@holdpoint/evidence'
import type { Result } from '@holdpoint/std'
import type pg from 'pg'
import { type Head, lockHead } from '../ledger/ledger-head.ts'
import { BatchPlan, type KeptReceipt } from './batch-plan.ts'
import { BATCH_FACTS, WRITE_BATCH } from './batch-sql.ts'
import { changesChannel } from './changes.ts'

export type BatchOutcome = readonly Result<AppendReceipt, AppendRefusal>[]

/** Told while the head is locked; a refusal ends the transaction with nothing written. */
export type HeadCheck = (client: pg.ClientBase, head: Head) => Promise<AppendRefusal | null>

/** Where a failure happened: after the commit was sent, nobody knows whether it took place. */
export type Progress = { commitSent: boolean }

/**
 * One transaction for all commands of a batch. The lock of the site's head makes every writer of
 * the site wait its turn, in whichever process it is; so what is read under it stays true.
 */
export async function writeBatch(
  client: pg.ClientBase,
  batch: {
    readonly site: string
    readonly commands: readonly AppendCommand[]
    readonly check: HeadCheck
    readonly progress: Progress
  },
): Promise<{ readonly outcome: BatchOutcome; readonly head: Head }> {
  const { site, commands } = batch
  await client.query('begin')
  const head = await lockHead(client, site)
  const refusal = await batch.check(client, head)
  if (refusal !== null) {
    await client.query('rollback')
    return { outcome: commands.map(() => ({ ok: false, refusal })), head }
  }
  const plan = new BatchPlan({ site, ...head, ...(await readFacts(client, site, commands)) })
  const outcome = commands.map((command) => plan.take(command))
  if (plan.leaves.length === 0) {
    await client.query('rollback')
    return { outcome, head }
  }
  await client.query({ name: 'write-batch', text: WRITE_BATCH, values: rows(site, head, plan) })
  batch.progress.commitSent = true
  await client.query('commit')
  return { outcome, head: { frontier: plan.frontier, lastAt: plan.lastAt } }
}

async function readFacts(client: pg.ClientBase, site: string, commands: readonly AppendCommand[]) {
  const commandIds = commands.map(({ commandId }) => commandId)
  const streams = commands.flatMap(({ writes }) => writes.map(({ stream }) => stream))
  const effectIds = commands.flatMap(({ effects, effectMoves }) =>
    [...effects, ...effectMoves].map(({ effectId }) => effectId),
  )
  const { rows } = await client.query({
    name: 'batch-facts',
    text: BATCH_FACTS,
    values: [site, commandIds, [...new Set(streams)], effectIds],
  })
  const { receipts, versions, effects } = rows[0]
  return {
    receipts: new Map<string, KeptReceipt>(Object.entries(receipts ?? {})),
    versions: new Map<string, number>(Object.entries(versions ?? {})),
    effects: new Map<string, EffectState>(Object.entries(effects ?? {})),
  }
}

function rows(site: string, head: Head, plan: BatchPlan): unknown[] {
  return [
    site,
    head.frontier.size,
    plan.leaves.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)),
    plan.leaves.map(({ hash }) => Buffer.from(hash.buffer, hash.byteOffset, hash.length)),
    JSON.stringify(plan.receipts),
    JSON.stringify([...plan.readModels.values()]),
    JSON.stringify([...plan.newEffects.values()]),
    JSON.stringify([...plan.movedEffects.values()]),
    plan.frontier.size,
    formatFrontier(plan.frontier),
    plan.lastAt,
    changesChannel(site),
  ]
}
