import { chown, mkdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Binaries } from './binaries.ts'
import type { ClusterPlace } from './cluster-place.ts'
import type { EmbeddedRefusal } from './embedded-refusal.ts'
import { DATABASE_USER, lastLine } from './make-cluster.ts'
import { clearStaleLock } from './postmaster.ts'
import { runProgram } from './run-program.ts'
import { writeSettings } from './server-settings.ts'

export async function startPostmaster(
  place: ClusterPlace,
  binaries: Binaries,
  port: number,
): Promise<Result<'started', EmbeddedRefusal>> {
  const log = join(place.folder, 'log', 'start.log')
  await mkdir(join(place.folder, 'log'), { recursive: true, mode: 0o700 })
  if (place.user !== null) await chown(join(place.folder, 'log'), place.user.uid, place.user.gid)
  await writeSettings(place, port)
  const args = ['start', '-w', '-t', '120', '-s', '-D', place.cluster, '-l', log]
  const giveUpAt = Date.now() + BACKENDS_END_MS
  for (;;) {
    await clearStaleLock(place)
    const before = (await logged(log)).length
    const start = await runProgram(binaries.pgCtl, args, place.user)
    if (start.code === 0) return accept('started')
    const said = (await logged(log)).slice(before)
    // The backends of a killed postmaster end by themselves, a moment after it.
    const lingering = /pre-existing shared memory block|is another postmaster/i.test(said)
    if (!lingering || Date.now() > giveUpAt) {
      const why = lastLine(said.trim() === '' ? start.output : said)
      return refuse({ kind: 'database-did-not-start', folder: place.dataFolder, why, log })
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

const BACKENDS_END_MS = 10_000

export async function stopPostmaster(place: ClusterPlace, binaries: Binaries): Promise<void> {
  const args = ['stop', '-w', '-s', '-D', place.cluster]
  const fast = await runProgram(binaries.pgCtl, [...args, '-m', 'fast', '-t', '60'], place.user)
  // As after a power cut: recovery at the next start repairs it.
  if (fast.code !== 0) await runProgram(binaries.pgCtl, [...args, '-m', 'immediate'], place.user)
}

export function urlAt(place: ClusterPlace, port: number): string {
  return `postgres://${DATABASE_USER}:${place.password}@127.0.0.1:${port}/postgres`
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function logged(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
