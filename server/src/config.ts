import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accept, type Result, refuse } from '@holdpoint/std'

export type Config = {
  readonly profile: 'demo' | 'plant'
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  /** Null: the embedded PostgreSQL in the data folder. */
  readonly databaseUrl: string | null
  readonly site: { readonly siteId: string; readonly name: string; readonly timeZone: string }
  readonly webFolder: string
  readonly advisoryFolder: string
  readonly networkFile: string
  readonly fetching: { readonly isAllowed: boolean; readonly authorities: readonly string[] }
  readonly demo: {
    readonly panelPort: number
    readonly basePort: number
    readonly bootMs: number | null
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings; every fault is one line that names the variable. */
export function readConfig(environment: Environment): Result<Config, string> {
  const repository = fileURLToPath(new URL('../..', import.meta.url))
  const profile = environment.HOLDPOINT_PROFILE ?? 'demo'
  if (profile !== 'demo' && profile !== 'plant') {
    return refuse(`HOLDPOINT_PROFILE is "${profile}"; it is demo or plant`)
  }
  const port = Number(environment.HOLDPOINT_PORT ?? '7410')
  if (!Number.isInteger(port) || port < 0 || port > 65_000) {
    return refuse(`HOLDPOINT_PORT is "${environment.HOLDPOINT_PORT}"; it is a port below 65000`)
  }
  const timeZone = environment.HOLDPOINT_TIME_ZONE ?? 'Europe/Dublin'
  if (!isTimeZone(timeZone)) return refuse(`HOLDPOINT_TIME_ZONE is "${timeZone}"; no such zone`)
  const fetching = readFetching(environment)
  if (!fetching.ok) return fetching
  const bootMs = environment.HOLDPOINT_DEMO_BOOT_MS
  return accept({
    profile,
    host: environment.HOLDPOINT_HOST ?? '127.0.0.1',
    port,
    dataFolder: resolve(environment.HOLDPOINT_DATA ?? join(repository, 'data')),
    databaseUrl: environment.HOLDPOINT_DATABASE_URL ?? null,
    site: {
      siteId: environment.HOLDPOINT_SITE_ID ?? 'northbrook',
      name: environment.HOLDPOINT_SITE_NAME ?? 'Northbrook Water Treatment',
      timeZone,
    },
    webFolder: join(repository, 'web', 'dist-web'),
    advisoryFolder: join(repository, 'shipped', 'advisories'),
    networkFile: join(repository, 'simplant', 'site', 'network.json'),
    fetching: fetching.value,
    demo: {
      panelPort: port === 0 ? 0 : port + 1,
      basePort: port === 0 ? 0 : port + 10,
      bootMs: bootMs === undefined ? null : Number(bootMs),
    },
  })
}

/** A plant needs no internet: going out to fetch is off unless somebody says otherwise. */
function readFetching(environment: Environment): Result<Config['fetching'], string> {
  const fetching = environment.HOLDPOINT_FETCH ?? 'off'
  if (fetching !== 'on' && fetching !== 'off') {
    return refuse(`HOLDPOINT_FETCH is "${fetching}"; it is on or off`)
  }
  const file = environment.HOLDPOINT_FETCH_CA ?? ''
  if (file === '') return accept({ isAllowed: fetching === 'on', authorities: [] })
  try {
    return accept({ isAllowed: fetching === 'on', authorities: [readFileSync(file, 'utf8')] })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse(`HOLDPOINT_FETCH_CA: ${why}`)
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
