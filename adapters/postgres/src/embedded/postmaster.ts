import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterPlace } from './cluster-place.ts'

export type Postmaster = { readonly pid: number; readonly port: number }

/** The postmaster that the cluster's lock file names, if it is alive and really serves it. */
export async function livingPostmaster(place: ClusterPlace): Promise<Postmaster | null> {
  const named = await lockFile(place)
  if (named === null || !isAlive(named.pid)) return null
  if (process.platform !== 'linux') return named
  return (await servesCluster(named.pid, place.cluster)) ? named : null
}

/**
 * PostgreSQL takes any living process of its user for the postmaster of a stale lock file: also a
 * zombie that process 1 does not reap, or a stranger with the same pid after a reboot. We remove
 * such a file, but only when no process stands in the cluster: a surviving backend would corrupt
 * it.
 */
export async function clearStaleLock(place: ClusterPlace): Promise<void> {
  if (process.platform !== 'linux') return
  const named = await lockFile(place)
  if (named === null || !isAlive(named.pid)) return
  for (const entry of await readdir('/proc')) {
    if (/^\d+$/.test(entry) && (await servesCluster(Number(entry), place.cluster))) return
  }
  await rm(join(place.cluster, 'postmaster.pid'), { force: true })
}

async function lockFile(place: ClusterPlace): Promise<Postmaster | null> {
  const text = await readFile(join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Math.abs(Number(lines[0]))
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) } : null
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// Every process of a cluster stands in the cluster's folder. A zombie stands nowhere.
async function servesCluster(pid: number, cluster: string): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return cwd !== null && cwd === (await realpath(cluster).catch(() => cluster))
}
