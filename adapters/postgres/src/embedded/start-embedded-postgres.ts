import { chmod, mkdir, stat } from 'node:fs/promises'
import { accept, type Result, refuse } from '@holdpoint/std'
import { type Binaries, findBinaries } from './binaries.ts'
import { type ClusterPlace, placeCluster, rememberPlace } from './cluster-place.ts'
import type { EmbeddedRefusal } from './embedded-refusal.ts'
import { ensureCluster } from './make-cluster.ts'
import { type OwnerLock, takeOwnerLock } from './owner-lock.ts'
import { livingPostmaster } from './postmaster.ts'
import { freePort, startPostmaster, stopPostmaster, urlAt } from './postmaster-control.ts'
import { unprivilegedUser } from './unprivileged-user.ts'

export type EmbeddedPostgres = {
  readonly url: string
  readonly version: string
  /** Where the cluster is; as root it may lie outside the data folder. */
  readonly clusterFolder: string
  /** The postmaster's, now. */
  readonly pid: number
  /** Starts the postmaster again at the same address if it died; harmless if it lives. */
  ensureRunning(): Promise<Result<'running' | 'restarted', EmbeddedRefusal>>
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  readonly dataFolder: string
  readonly log: (line: string) => void
  /** As root, programs and unreachable clusters go here. */
  readonly systemFolder?: string
}

/** Starts the PostgreSQL server that comes with the product, in the data folder. */
export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<Result<EmbeddedPostgres, EmbeddedRefusal>> {
  const prepared = await prepare(options)
  if (!prepared.ok) return prepared
  const { place, binaries } = prepared.value
  const stopped = await stopOrphan(place, binaries, options.log)
  if (!stopped.ok) return stopped
  const started = await startOnFreePort(place, binaries)
  if (!started.ok) return started
  await rememberPlace(place)
  options.log(`PostgreSQL ${binaries.version} runs in ${place.cluster}`)
  return accept(running(place, binaries, started.value))
}

type Prepared = { readonly place: ClusterPlace; readonly binaries: Binaries }

async function prepare(options: EmbeddedOptions): Promise<Result<Prepared, EmbeddedRefusal>> {
  const { dataFolder, systemFolder = '/var/lib/holdpoint' } = options
  const refused = (why: string) =>
    refuse({ kind: 'data-folder-refused', folder: dataFolder, why } as const)
  const user = await unprivilegedUser()
  if (user === 'missing') return refused('we are root, and there is no user `nobody` to run it')
  if (user !== null && !(await ownedByRootAlone(systemFolder))) {
    return refused(`${systemFolder} must be a folder that root alone may write`)
  }
  const placed = await placeCluster({ dataFolder, systemFolder, user })
  if (!placed.ok) return placed
  const place = placed.value
  const copyTo = user === null ? place.ours : systemFolder
  const binaries = await findBinaries({ inPlace: user === null, copyTo })
  if (!binaries.ok) return binaries
  const cluster = await ensureCluster(place, binaries.value)
  return cluster.ok ? accept({ place, binaries: binaries.value }) : cluster
}

// Root runs what lies here: nobody else may have put it there.
async function ownedByRootAlone(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 })
    const { uid, mode } = await stat(folder)
    if (uid === 0 && (mode & 0o022) === 0) await chmod(folder, 0o755)
    return uid === 0 && (mode & 0o022) === 0
  } catch {
    return false
  }
}

/** A server that was killed leaves its postmaster behind: we stop it cleanly and start our own. */
async function stopOrphan(
  place: ClusterPlace,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<Result<'none' | 'stopped', EmbeddedRefusal>> {
  const orphan = await livingPostmaster(place)
  if (orphan === null) return accept('none')
  const lock = await takeOwnerLock(urlAt(place, orphan.port)).catch(() => 'unreachable' as const)
  if (lock === null) {
    const { pid } = orphan
    return refuse({ kind: 'data-folder-in-use', folder: place.dataFolder, postmaster: pid })
  }
  if (lock !== 'unreachable') await lock.release()
  log(`stopping the database of a server that ended without stopping it (process ${orphan.pid})`)
  await stopPostmaster(place, binaries)
  return accept('stopped')
}

type Started = { readonly port: number; readonly pid: number; readonly lock: OwnerLock }

async function startOnFreePort(
  place: ClusterPlace,
  binaries: Binaries,
): Promise<Result<Started, EmbeddedRefusal>> {
  for (let tries = 3; ; tries -= 1) {
    const port = await freePort()
    const started = await startPostmaster(place, binaries, port)
    if (started.ok) {
      const lock = await takeOwnerLock(urlAt(place, port))
      const pid = (await livingPostmaster(place))?.pid ?? 0
      if (lock !== null) return accept({ port, pid, lock })
      return refuse({ kind: 'data-folder-in-use', folder: place.dataFolder, postmaster: pid })
    }
    // Between our asking for a free port and PostgreSQL's taking it, somebody else may take it.
    if (tries === 1 || !('why' in started.refusal)) return started
    if (!/could not create any TCP|could not bind/.test(started.refusal.why)) return started
  }
}

function running(place: ClusterPlace, binaries: Binaries, first: Started): EmbeddedPostgres {
  const { port } = first
  let { lock, pid } = first
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const result = turn.then(act)
    turn = result.catch(() => {})
    return result
  }
  const url = urlAt(place, port)
  return {
    url,
    version: binaries.version,
    clusterFolder: place.cluster,
    get pid() {
      return pid
    },
    ensureRunning: () =>
      inTurn(async () => {
        if ((await livingPostmaster(place)) !== null) return accept('running')
        const started = await startPostmaster(place, binaries, port)
        if (!started.ok) return started
        lock = (await takeOwnerLock(url)) ?? lock
        pid = (await livingPostmaster(place))?.pid ?? 0
        return accept('restarted')
      }),
    stop: () =>
      inTurn(async () => {
        await lock.release()
        if ((await livingPostmaster(place)) !== null) await stopPostmaster(place, binaries)
      }),
  }
}
