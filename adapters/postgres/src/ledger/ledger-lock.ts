import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { makeDurableFile } from './durable-file.ts'

/**
 * The newest checkpoint that we signed, kept outside the database and never restored from a backup.
 * A database that is put back to an older state then disagrees with it, instead of signing a fork.
 */
export interface LedgerLock {
  /** Where people find it. */
  readonly place: string
  /** A person who accepts the loss of entries says so here. */
  readonly acceptFile: string
  newest(): Promise<string | null>
  /** Compare and swap: false if the newest is not `expected` any more. */
  replace(expected: string | null, note: string): Promise<boolean>
  accepted(): Promise<string | null>
  clearAccepted(): Promise<void>
}

export function ledgerLockIn(dataFolder: string, site: string): LedgerLock {
  const place = join(dataFolder, 'ledger.lock', encodeURIComponent(site))
  const acceptFile = join(place, 'accept-loss')
  return {
    place,
    acceptFile,
    accepted: async () => (await readIfThere(acceptFile))?.trim() ?? null,
    clearAccepted: () => rm(acceptFile, { force: true }),
    newest: async () => (await newestFile(place))?.note ?? null,
    replace: async (expected, note) => {
      await mkdir(place, { recursive: true })
      const found = await newestFile(place)
      if ((found?.note ?? null) !== expected) return false
      const next = (found?.number ?? 0) + 1
      // The number can be made once only: this is the swap, across processes too.
      if (!(await makeDurableFile(join(place, fileName(next)), note, 0o644))) return false
      await removeOlder(place, next - KEPT)
      return true
    },
  }
}

const KEPT = 2
const FILE = /^(\d{12})\.checkpoint$/

function fileName(number: number): string {
  return `${String(number).padStart(12, '0')}.checkpoint`
}

async function newestFile(place: string): Promise<{ number: number; note: string } | null> {
  for (;;) {
    const newest = (await numbers(place)).at(-1)
    if (newest === undefined) return null
    const note = await readIfThere(join(place, fileName(newest)))
    // Null: replaced and removed since we listed the folder. Look again.
    if (note !== null) return { number: newest, note }
  }
}

function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
}

async function removeOlder(place: string, than: number): Promise<void> {
  for (const number of await numbers(place)) {
    if (number <= than) await rm(join(place, fileName(number)), { force: true })
  }
}

async function numbers(place: string): Promise<number[]> {
  const names = await readdir(place).catch((error) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = names.map((name) => FILE.exec(name)?.[1]).filter((digits) => digits !== undefined)
  return found.map(Number).sort((a, b) => a - b)
}
