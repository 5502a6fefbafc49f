import type { AppendRefusal, LedgerRoot } from '@holdpoint/core'
import {
  type Checkpoint,
  formatFrontier,
  frontierRoot,
  type NoteKey,
  openCheckpoint,
} from '@holdpoint/evidence'
import { nodeSha256, verifyEd25519 } from '@holdpoint/evidence/node'
import { accept, type Result, refuse } from '@holdpoint/std'
import type pg from 'pg'
import type { Head } from './ledger-head.ts'
import type { LedgerLock } from './ledger-lock.ts'
import { countEntries, rootOver, signedRoot } from './ledger-root.ts'

export type ForkRefusal = Extract<AppendRefusal, { kind: 'ledger-fork-refused' }>

type SignedBefore = { readonly why: string; readonly root: LedgerRoot }

export type Locked = { readonly note: string; readonly checkpoint: Checkpoint }

/** Stands before every append and every signature: is this the ledger that we know? */
export class LedgerGuard {
  readonly site: string
  private readonly lock: LedgerLock
  private readonly key: NoteKey
  private lastSeen: Head | null = null
  private trusted = false

  constructor(at: { readonly site: string; readonly lock: LedgerLock; readonly key: NoteKey }) {
    this.site = at.site
    this.lock = at.lock
    this.key = at.key
  }

  /** Null: go on. The whole check at first and after a lost connection, a comparison otherwise. */
  async check(client: pg.ClientBase | pg.Pool, head: Head): Promise<ForkRefusal | null> {
    const seen = this.lastSeen
    if (seen !== null && !follows(head, seen)) {
      this.trusted = false
      const why = 'it is older than what this server saw committed, or differs from it'
      return this.refusal(why, rootOf(seen), rootOf(head))
    }
    if (!this.trusted) {
      const refusal = await this.checkAgainstLock(client, head)
      if (refusal !== null) return refusal
    }
    this.trusted = true
    this.lastSeen = head
    return null
  }

  /** Told of what was committed after the check. */
  saw(head: Head): void {
    if (this.lastSeen === null || follows(head, this.lastSeen)) this.lastSeen = head
  }

  /** The database went away: what comes back may be another one. */
  distrust(): void {
    this.trusted = false
  }

  async checkAgainstLock(client: pg.ClientBase | pg.Pool, head: Head): Promise<ForkRefusal | null> {
    const found = rootOf(head)
    const entries = await countEntries(client, this.site)
    if (entries !== found.size) {
      return this.refusal(`its head counts ${found.size}, there are ${entries}`, found, found)
    }
    const locked = await this.newest()
    if (!locked.ok) return this.refusal(locked.refusal.why, { size: 0, root: '' }, found)
    if (locked.value === null) {
      const signed = await this.newestSigned(client)
      if (signed === null) return null
      return this.refusal(signed.why, signed.root, found)
    }
    const { size, root } = locked.value.checkpoint
    const lockedRoot = { size, root: base64(root) }
    if (found.size < size) return this.refusal('it is smaller than its lock', lockedRoot, found)
    if (found.size === size) {
      return found.root === lockedRoot.root ? null : this.refusal(DIFFERS, lockedRoot, found)
    }
    const signed = await signedRoot(client, this.site, size)
    if (signed !== null && base64(signed) === lockedRoot.root) return null
    const there = base64(await rootOver(client, this.site, size))
    return there === lockedRoot.root ? null : this.refusal(DIFFERS, lockedRoot, found)
  }

  /** The lock's checkpoint; refused if it is not one that this site's key signed. */
  async newest(): Promise<Result<Locked | null, { readonly why: string }>> {
    const note = await this.lock.newest()
    if (note === null) return accept(null)
    const checkpoint = await openCheckpoint(note, this.trust())
    if (checkpoint.ok) return accept({ note, checkpoint: checkpoint.value })
    return refuse({ why: `its lock in ${this.lock.place} is damaged: ${checkpoint.refusal.why}` })
  }

  // A lock lost together with a restored database would hide just what it is there to show; and a
  // server that came with a key of its own would sign a second history of the same site.
  private async newestSigned(client: pg.ClientBase | pg.Pool): Promise<SignedBefore | null> {
    const text = `select size, root, note from checkpoint
      where site_id = $1 order by size desc limit 1`
    const { rows } = await client.query(text, [this.site])
    if (rows.length === 0) return null
    const { size, root, note } = rows[0]
    const opened = await openCheckpoint(note, this.trust())
    const why = opened.ok
      ? 'it was signed before, and its lock is missing'
      : 'it was signed with a key that is not ours; servers of one site share one data folder'
    return { why, root: { size, root: base64(root) } }
  }

  private trust() {
    return { keys: [this.key], verify: verifyEd25519 }
  }

  private refusal(why: string, locked: LedgerRoot, found: LedgerRoot): ForkRefusal {
    const clearedBy =
      `restore a database that holds all ${locked.size} entries, with the lock in ` +
      `${this.lock.place}; or, once the loss is on record with the auditor, write the line ` +
      `"${acceptance(found)}" into ${this.lock.acceptFile} and restart`
    return { kind: 'ledger-fork-refused', why: `the ledger: ${why}`, locked, found, clearedBy }
  }
}

const DIFFERS = 'its root at the size of its lock is another'

/** What a person must write to accept that the ledger goes on from here. */
export function acceptance(found: LedgerRoot): string {
  return `accept loss: go on from ${found.size} ${found.root}`
}

// Larger than before is checked by the append itself, which extends the frontier that it locks.
function follows(head: Head, seen: Head): boolean {
  if (head.frontier.size !== seen.frontier.size) return head.frontier.size > seen.frontier.size
  return formatFrontier(head.frontier) === formatFrontier(seen.frontier)
}

export function rootOf(head: Head): LedgerRoot {
  return { size: head.frontier.size, root: base64(frontierRoot(head.frontier, nodeSha256)) }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
