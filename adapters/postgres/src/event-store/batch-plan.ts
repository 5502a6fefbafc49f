import type {
  AppendCommand,
  AppendReceipt,
  AppendRefusal,
  EffectState,
  ReadModelWrite,
  StoredEffect,
} from '@holdpoint/core'
import { appendLeaf, type Frontier } from '@holdpoint/evidence'
import { nodeSha256 } from '@holdpoint/evidence/node'
import { accept, type Result, refuse } from '@holdpoint/std'
import {
  commandDigest,
  encodeLeaves,
  type Leaf,
  nextStates,
  nextVersions,
} from './command-checks.ts'

/** What the database says under the lock of the head. */
export type BatchFacts = {
  readonly site: string
  readonly frontier: Frontier
  readonly lastAt: string | null
  readonly receipts: Map<string, KeptReceipt>
  readonly versions: Map<string, number>
  readonly effects: Map<string, EffectState>
}

export type KeptReceipt = {
  /** In hexadecimal. */
  readonly digest: string
  readonly firstLeaf: number
  readonly size: number
}

type Written = { readonly version: number; readonly at: string }
/** The worker is who took it up: set where it becomes `sent`. */
type Worked = { readonly worker: string | null }
type EffectMoved = Pick<StoredEffect, 'effectId' | 'state' | 'result'> & Worked & { at: string }

/**
 * Takes commands one after the other, each wholly or not at all, and gathers the rows to write. It
 * sees what the earlier commands of its batch did, so that one transaction can carry them all.
 */
export class BatchPlan {
  readonly leaves: Leaf[] = []
  readonly receipts: (KeptReceipt & { readonly commandId: string })[] = []
  readonly readModels = new Map<string, ReadModelWrite & Written>()
  readonly newEffects = new Map<string, StoredEffect & Written & Worked>()
  readonly movedEffects = new Map<string, EffectMoved>()
  frontier: Frontier
  lastAt: string | null
  private readonly facts: BatchFacts

  constructor(facts: BatchFacts) {
    this.facts = facts
    this.frontier = facts.frontier
    this.lastAt = facts.lastAt
  }

  take(command: AppendCommand): Result<AppendReceipt, AppendRefusal> {
    const { site, receipts, versions, effects } = this.facts
    const at = this.ledgerTime(command.at)
    const leaves = encodeLeaves(command, { site, at })
    if (!leaves.ok) return leaves
    const digest = Buffer.from(commandDigest(command)).toString('hex')
    const kept = receipts.get(command.commandId)
    if (kept !== undefined) return repetition(command, kept, digest)
    const nextOfStreams = nextVersions(command, versions)
    if (!nextOfStreams.ok) return nextOfStreams
    const nextOfEffects = nextStates(command, effects)
    if (!nextOfEffects.ok) return nextOfEffects
    // From here on nothing refuses: the command is in the batch.
    for (const [stream, version] of nextOfStreams.value) versions.set(stream, version)
    for (const [effectId, state] of nextOfEffects.value) effects.set(effectId, state)
    return accept(this.gather(command, { at, digest, leaves: leaves.value }))
  }

  // The order of the ledger is what counts; a clock that was set back must not break its times.
  private ledgerTime(wanted: string): string {
    const at = new Date(wanted).toISOString()
    return this.lastAt !== null && at < this.lastAt ? this.lastAt : at
  }

  private gather(
    command: AppendCommand,
    made: { readonly at: string; readonly digest: string; readonly leaves: readonly Leaf[] },
  ): AppendReceipt {
    const { at, digest } = made
    const firstLeaf = this.frontier.size
    for (const leaf of made.leaves) {
      this.leaves.push(leaf)
      this.frontier = appendLeaf(this.frontier, leaf.hash, nodeSha256)
    }
    this.lastAt = at
    const { size } = this.frontier
    for (const model of command.readModels) {
      // The last write of a batch is the one that stands.
      this.readModels.set(JSON.stringify([model.kind, model.id]), { ...model, version: size, at })
    }
    for (const effect of command.effects) {
      const state = 'intended' as const
      const row = { ...effect, state, result: null, worker: null, version: firstLeaf, at }
      this.newEffects.set(effect.effectId, row)
    }
    for (const { effectId, to: state, result } of command.effectMoves) {
      const moved = { effectId, state, result, at, worker: state === 'sent' ? command.by : null }
      const created = this.newEffects.get(effectId)
      // One statement writes the batch, and a row that it inserts it cannot also update.
      if (created !== undefined) this.newEffects.set(effectId, { ...created, ...moved })
      else this.movedEffects.set(effectId, moved)
    }
    const receipt = { firstLeaf, size }
    this.receipts.push({ commandId: command.commandId, digest, ...receipt })
    this.facts.receipts.set(command.commandId, { digest, ...receipt })
    return { ...receipt, repeated: false }
  }
}

function repetition(
  command: AppendCommand,
  { digest: keptDigest, firstLeaf, size }: KeptReceipt,
  digest: string,
): Result<AppendReceipt, AppendRefusal> {
  if (keptDigest === digest) return accept({ firstLeaf, size, repeated: true })
  return refuse({ kind: 'command-id-reused', commandId: command.commandId })
}
