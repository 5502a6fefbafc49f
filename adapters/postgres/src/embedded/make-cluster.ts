import { chown, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Binaries } from './binaries.ts'
import { type ClusterPlace, isThere, replaceFile } from './cluster-place.ts'
import type { EmbeddedRefusal } from './embedded-refusal.ts'
import { runProgram } from './run-program.ts'

export const DATABASE_USER = 'holdpoint'

/** Makes the cluster if there is none; refuses a folder that holds something else. */
export async function ensureCluster(
  place: ClusterPlace,
  binaries: Binaries,
): Promise<Result<'made' | 'found', EmbeddedRefusal>> {
  if (!(await isThere(place.cluster))) return makeCluster(place, binaries)
  const version = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => null)
  const ours = binaries.version.split('.')[0] ?? ''
  if (version === null) return refused(place, `${place.cluster} is not a PostgreSQL cluster`)
  if (version.trim() !== ours) {
    const made = `${place.cluster} was made by PostgreSQL ${version.trim()}, and this is ${ours}`
    return refused(place, `${made}: start it with the Holdpoint that made it`)
  }
  return accept('found')
}

// A crash in the middle leaves a draft, never half a cluster under the final name.
async function makeCluster(
  place: ClusterPlace,
  binaries: Binaries,
): Promise<Result<'made', EmbeddedRefusal>> {
  for (const left of await readdir(place.folder)) {
    if (left.startsWith(DRAFT)) await rm(join(place.folder, left), { recursive: true, force: true })
  }
  const draft = join(place.folder, `${DRAFT}${process.pid}`)
  const passwordFile = join(place.folder, `${DRAFT}${process.pid}.password`)
  await replaceFile(passwordFile, place.password)
  await mkdir(draft, { mode: 0o700 })
  if (place.user !== null) {
    await chown(passwordFile, place.user.uid, place.user.gid)
    await chown(draft, place.user.uid, place.user.gid)
  }
  const made = await runProgram(
    binaries.initdb,
    [
      ...['-D', draft, '-U', DATABASE_USER, '--pwfile', passwordFile, '-A', 'scram-sha-256'],
      ...['-E', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin'],
      // The same sort order on every machine, whatever locales it has.
      ...['--builtin-locale', 'C.UTF-8', '--data-checksums', '--no-instructions'],
    ],
    place.user,
  )
  await rm(passwordFile, { force: true })
  if (made.code !== 0) return refused(place, `initdb failed: ${lastLine(made.output)}`)
  return adoptDraft(place, draft)
}

const DRAFT = 'cluster-draft-'

async function adoptDraft(
  place: ClusterPlace,
  draft: string,
): Promise<Result<'made', EmbeddedRefusal>> {
  try {
    await rename(draft, place.cluster)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another server that started at the same moment was first: its cluster serves as well.
    if (!(await isThere(join(place.cluster, 'PG_VERSION')))) {
      return refused(place, (error as Error).message)
    }
  }
  return accept('made')
}

function refused(place: ClusterPlace, why: string) {
  return refuse({ kind: 'data-folder-refused', folder: place.dataFolder, why } as const)
}

export function lastLine(output: string): string {
  const lines = output.trim().split('\n')
  const telling = lines.filter((line) => /(FATAL|PANIC|ERROR|error):/.test(line))
  return (telling.at(-1) ?? lines.at(-1) ?? '').trim()
}
