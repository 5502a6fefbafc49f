import { frontierRoot, type NoteSigner, signCheckpoint } from '@holdpoint/evidence'
import { nodeSha256 } from '@holdpoint/evidence/node'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { whyUnreachable } from '../why-unreachable.ts'
import { acceptance, type ForkRefusal, type LedgerGuard, rootOf } from './ledger-guard.ts'
import { type Head, readHead } from './ledger-head.ts'
import type { LedgerLock } from './ledger-lock.ts'

export type SignedCheckpoint = {
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
}

export type SignRefusal =
  | ForkRefusal
  | { readonly kind: 'ledger-empty' }
  | { readonly kind: 'store-unavailable'; readonly why: string }

type Parts = {
  readonly database: Database
  readonly guard: LedgerGuard
  readonly lock: LedgerLock
  readonly signer: NoteSigner
}

/** Signs the ledger's head if it fits the lock, which moves before anyone sees the note. */
export class CheckpointSigner {
  private readonly parts: Parts
  private turn: Promise<unknown> = Promise.resolve()

  constructor(parts: Parts) {
    this.parts = parts
  }

  sign(): Promise<Result<SignedCheckpoint, SignRefusal>> {
    const signed = this.turn.then(() => this.signNow())
    this.turn = signed.catch(() => {})
    return signed
  }

  /**
   * Signs after each growth that `subscribe` tells of, at most every `everyMs`; what it grew by
   * meanwhile is signed at the end of that time. A refusal is told once for each kind.
   */
  follow(at: {
    readonly subscribe: (grown: () => void) => () => void
    readonly everyMs: number
    readonly refused: (refusal: SignRefusal) => void
  }): () => Promise<void> {
    let timer: NodeJS.Timeout | null = null
    let told = ''
    const signSoon = () => {
      timer ??= setTimeout(async () => {
        timer = null
        const signed = await this.sign()
        const kind = signed.ok ? '' : signed.refusal.kind
        if (!signed.ok && kind !== told) at.refused(signed.refusal)
        told = kind
      }, at.everyMs)
    }
    const unsubscribe = at.subscribe(signSoon)
    signSoon()
    return async () => {
      unsubscribe()
      if (timer !== null) clearTimeout(timer)
      await this.turn
    }
  }

  private async signNow(): Promise<Result<SignedCheckpoint, SignRefusal>> {
    try {
      for (;;) {
        const signed = await this.tryToSign()
        if (signed !== 'lock-moved') return signed
      }
    } catch (error) {
      const why = whyUnreachable(error)
      if (why === null) throw error
      return refuse({ kind: 'store-unavailable', why })
    }
  }

  private async tryToSign(): Promise<Result<SignedCheckpoint, SignRefusal> | 'lock-moved'> {
    const { guard, lock, signer } = this.parts
    // Before the head: a lock that another process moves meanwhile must not look ahead of us.
    const expected = await lock.newest()
    const { head, fork } = await this.lookAtHead()
    const accepted = fork !== null && (await lock.accepted()) === acceptance(rootOf(head))
    if (fork !== null && !accepted) {
      return (await lock.newest()) === expected ? refuse(fork) : 'lock-moved'
    }
    const { size } = head.frontier
    if (size === 0) return refuse({ kind: 'ledger-empty' })
    const root = frontierRoot(head.frontier, nodeSha256)
    const locked = await guard.newest()
    if (!accepted && locked.ok && locked.value?.checkpoint.size === size) {
      return this.publish({ size, root, note: locked.value.note })
    }
    const note = await signCheckpoint({ origin: signer.key.name, size, root }, signer)
    // From here on we are bound to this tree, whether or not anyone has seen the note.
    if (!(await lock.replace(expected, note))) return 'lock-moved'
    if (accepted) await lock.clearAccepted()
    return this.publish({ size, root, note })
  }

  // One snapshot: an append between two reads must not look like damage.
  private async lookAtHead(): Promise<{ head: Head; fork: ForkRefusal | null }> {
    const { database, guard } = this.parts
    const client = await database.pool.connect()
    try {
      await client.query('begin isolation level repeatable read read only')
      const head = await readHead(client, guard.site)
      const fork = await guard.checkAgainstLock(client, head)
      await client.query('commit')
      client.release()
      return { head, fork }
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  private async publish(signed: SignedCheckpoint) {
    await this.parts.database.pool.query(
      `insert into checkpoint (site_id, size, root, note) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [this.parts.guard.site, signed.size, Buffer.from(signed.root), signed.note],
    )
    return accept(signed)
  }
}

/** The newest checkpoint that the database holds, for screens and packs. */
export async function newestCheckpoint(
  database: Database,
  site: string,
): Promise<(SignedCheckpoint & { readonly signedAt: string }) | null> {
  const { rows } = await database.pool.query(
    `select size, root, note, signed_at from checkpoint
     where site_id = $1 order by size desc limit 1`,
    [site],
  )
  if (rows.length === 0) return null
  const { size, root, note, signed_at: signedAt } = rows[0]
  return { size, root, note, signedAt }
}
