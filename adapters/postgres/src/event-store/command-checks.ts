import { createHash } from 'node:crypto'
import type { AppendCommand, AppendRefusal, EffectState } from '@holdpoint/core'
import { canonicalJson, ENTRY_BYTES_MAX, encodeLedgerEntry, leafHash } from '@holdpoint/evidence'
import { nodeSha256 } from '@holdpoint/evidence/node'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { firstNotStorable } from './storable-json.ts'

export type Leaf = { readonly bytes: Uint8Array; readonly hash: Uint8Array }

/** The versions that the streams would come to. */
export function nextVersions(
  command: AppendCommand,
  versions: ReadonlyMap<string, number>,
): Result<Map<string, number>, AppendRefusal> {
  const next = new Map<string, number>()
  for (const { stream, expectedVersion: expected, events } of command.writes) {
    const found = next.get(stream) ?? versions.get(stream) ?? 0
    if (found !== expected) return refuse({ kind: 'version-conflict', stream, expected, found })
    next.set(stream, found + events.length)
  }
  return accept(next)
}

/** The states that the effects would come to; one command may intend an effect and move it. */
export function nextStates(
  command: AppendCommand,
  states: ReadonlyMap<string, EffectState>,
): Result<Map<string, EffectState>, AppendRefusal> {
  const next = new Map<string, EffectState>()
  const stateOf = (id: string) => next.get(id) ?? states.get(id)
  for (const { effectId } of command.effects) {
    const found = stateOf(effectId)
    if (found !== undefined) return refuse({ kind: 'effect-exists', effectId, found })
    next.set(effectId, 'intended')
  }
  for (const { effectId, from, to } of command.effectMoves) {
    const found = stateOf(effectId) ?? null
    if (found !== from) return refuse({ kind: 'effect-moved', effectId, found })
    next.set(effectId, to)
  }
  return accept(next)
}

/** The command's ledger entries, as bytes and leaf hashes. */
export function encodeLeaves(
  command: AppendCommand,
  at: { readonly site: string; readonly at: string },
): Result<Leaf[], AppendRefusal> {
  const notStorable = firstNotStorable(command)
  if (notStorable !== null) return refuse({ kind: 'text-not-storable', ...notStorable })
  const { by, rules, commandId } = command
  const leaves: Leaf[] = []
  for (const { stream, expectedVersion, events } of command.writes) {
    for (const [index, { kind, body }] of events.entries()) {
      const version = expectedVersion + index + 1
      const entry = { ...at, by, rules, command: commandId, stream, version, kind, body }
      const bytes = encodeLedgerEntry(entry)
      if (bytes.length > ENTRY_BYTES_MAX) {
        const bytesMax = ENTRY_BYTES_MAX
        return refuse({ kind: 'entry-too-large', stream, bytes: bytes.length, bytesMax })
      }
      leaves.push({ bytes, hash: leafHash(bytes, nodeSha256) })
    }
  }
  invariant(leaves.length > 0, 'every command has an event: no change without a ledger entry')
  return accept(leaves)
}

/** What makes two commands the same: all but the time, which a repetition may say anew. */
export function commandDigest(command: AppendCommand): Uint8Array {
  const { by, rules, writes, readModels, effects, effectMoves } = command
  const same = { by, rules, writes, readModels, effects, effectMoves }
  return createHash('sha256').update(canonicalJson(same)).digest()
}
