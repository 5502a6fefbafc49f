import { createHash, randomBytes } from 'node:crypto'
import {
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { EmbeddedRefusal } from './embedded-refusal.ts'
import { othersMayPass, type RunAs } from './unprivileged-user.ts'

/** Where the cluster of a data folder lives, and under whom it runs. */
export type ClusterPlace = {
  /** The folder that people know; refusals name it. */
  readonly dataFolder: string
  /** Ours alone: the password and the pointer. */
  readonly ours: string
  /** The database user's alone: cluster and logs. */
  readonly folder: string
  readonly cluster: string
  readonly user: RunAs | null
  readonly password: string
}

type Wanted = {
  readonly dataFolder: string
  readonly systemFolder: string
  readonly user: RunAs | null
}

export async function placeCluster(wanted: Wanted): Promise<Result<ClusterPlace, EmbeddedRefusal>> {
  const { dataFolder, user } = wanted
  const ours = join(dataFolder, 'postgres')
  try {
    await mkdir(ours, { recursive: true, mode: 0o755 })
    const folder = await chooseFolder(wanted, ours)
    const cluster = join(folder, 'cluster')
    if ((await pointedFolder(ours)) !== null && !(await isThere(cluster))) {
      // Somewhere a plant's records are missing: an empty database must not take their place.
      const why =
        `its database was in ${cluster}, which is gone: ` +
        `put it back, or remove ${join(ours, POINTER)} to start an empty one`
      return refuse({ kind: 'data-folder-refused', folder: dataFolder, why })
    }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if (user !== null) await chown(folder, user.uid, user.gid)
    const password = await ownPassword(join(ours, 'password'))
    return accept({ dataFolder, ours, folder, cluster, user, password })
  } catch (error) {
    const why = (error as Error).message
    return refuse({ kind: 'data-folder-refused', folder: dataFolder, why })
  }
}

const POINTER = 'cluster-folder'

/** Remembers where the cluster is, so that its loss is noticed instead of papered over. */
export async function rememberPlace(place: ClusterPlace): Promise<void> {
  const inside = place.folder === join(place.ours, INSIDE)
  await replaceFile(join(place.ours, POINTER), `${inside ? INSIDE : place.folder}\n`)
}

const INSIDE = 'here'

async function chooseFolder(wanted: Wanted, ours: string): Promise<string> {
  const pointed = await pointedFolder(ours)
  if (pointed !== null) return isAbsolute(pointed) ? pointed : join(ours, pointed)
  if (wanted.user === null || (await othersMayPass(ours))) return join(ours, INSIDE)
  const digest = createHash('sha256')
    .update(await realpath(wanted.dataFolder))
    .digest('hex')
  await mkdir(join(wanted.systemFolder, 'clusters'), { recursive: true, mode: 0o755 })
  return join(wanted.systemFolder, 'clusters', digest.slice(0, 16))
}

async function pointedFolder(ours: string): Promise<string | null> {
  const text = await readFile(join(ours, POINTER), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  return text === null ? null : text.trim()
}

/** The password of the cluster; made once. Two servers that start at once agree on one. */
async function ownPassword(path: string): Promise<string> {
  const draft = `${path}.${process.pid}.tmp`
  await rm(draft, { force: true })
  if (!(await isThere(path))) {
    await writeFile(draft, randomBytes(24).toString('hex'), { mode: 0o600, flag: 'wx' })
    await link(draft, path).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(draft)
  }
  return (await readFile(path, 'utf8')).trim()
}

/** Never follows a link that the database's user may have laid in our way. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`
  await rm(draft, { force: true })
  await writeFile(draft, text, { flag: 'wx', flush: true })
  await rename(draft, path)
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
