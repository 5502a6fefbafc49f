import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Lie } from './crash-lies.ts'
import type { KillOrder } from './crash-points.ts'
import type { CrashOrder } from './crash-server.ts'
import type { RoundPlace } from './crash-site.ts'
import type { PlantProcess } from './plant-process.ts'

const ADVISORIES = fileURLToPath(new URL('../../shipped/advisories', import.meta.url))

export type CrashServer = {
  readonly address: string
  readonly port: number
  /** Resolves when the process is gone, however it went. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export type CrashStart = {
  readonly program: string
  readonly place: RoundPlace
  readonly plant: PlantProcess
  readonly port: number
  readonly watched?: boolean
  readonly kill?: KillOrder | null
  readonly lie?: Lie | null
}

/** Null: killed at a crash point while it started. Any other end is an error of its own. */
export async function tryToStart(start: CrashStart): Promise<CrashServer | null> {
  const { place, plant, watched = false, kill = null, lie = null } = start
  const { pointsFile } = place
  const watch = watched ? { pointsFile, kill } : null
  const { plantFile } = plant
  const order: CrashOrder = { plantFile, advisoryFolder: ADVISORIES, watch, lie }
  const env = {
    ...process.env,
    HOLDPOINT_PORT: String(start.port),
    HOLDPOINT_DATA: place.dataFolder,
    HOLDPOINT_DATABASE_URL: place.databaseUrl,
    HOLDPOINT_CRASH: JSON.stringify(order),
  }
  const child = fork(start.program, [], { env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const address = await new Promise<string | null>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { address: string }).address))
    child.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null)
      else reject(new Error(`the server ended with ${code}:\n${said}`))
    })
  })
  if (address === null) return null
  const port = Number(new URL(address).port)
  const stop = () => {
    if (child.connected) child.disconnect()
    return ended
  }
  return { address, port, ended, stop }
}

export async function startCrashServer(start: CrashStart): Promise<CrashServer> {
  const server = await tryToStart(start)
  if (server === null) throw new Error('the server was killed while it started')
  return server
}

export type PassedPoint = { readonly killed: boolean; readonly point: string }

/** What the servers of this place passed, in order; the killed ones end with their kill. */
export function pointsPassed({ pointsFile }: RoundPlace): readonly PassedPoint[] {
  if (!existsSync(pointsFile)) return []
  const lines = readFileSync(pointsFile, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '')
    .map((line) => ({ killed: line.startsWith('kill '), point: line.slice('kill '.length) }))
}
