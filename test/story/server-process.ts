import { type ChildProcess, fork } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type AnyRoute,
  type BodyOf,
  call,
  type OutOf,
  type ParamsOf,
  type QueryOf,
  type Send,
  signIn,
} from '@holdpoint/api'
import type { Refusal } from '@holdpoint/core'

const ENTRY = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))

export type ServerProcess = {
  readonly address: string
  readonly fieldPanelUrl: string | null
  readonly pid: number
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): Promise<void>
  stop(): Promise<void>
}

export function temporaryFolder(name: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `holdpoint-${name}-`))
  // As root the database runs as another user: let it pass, so that its files go with the folder.
  chmodSync(path, 0o755)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The real server as its own process: real database, real plant, free ports, fast boots. */
export async function startServer(given: {
  readonly dataFolder: string
  readonly environment?: Readonly<Record<string, string>>
}): Promise<ServerProcess> {
  const env = {
    ...process.env,
    HOLDPOINT_PORT: '0',
    HOLDPOINT_DATA: given.dataFolder,
    HOLDPOINT_DEMO_BOOT_MS: '60',
    ...given.environment,
  }
  const child = fork(ENTRY, [], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  const ready = await new Promise<{ address: string; fieldPanelUrl: string | null }>(
    (resolve, reject) => {
      child.once('message', (value) => resolve(value as never))
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${said}`)))
    },
  )
  return {
    ...ready,
    pid: child.pid ?? 0,
    kill: () => end(child, () => child.kill('SIGKILL')),
    stop: () => end(child, () => child.disconnect()),
  }
}

function end(child: ChildProcess, act: () => void): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    act()
  })
}

export type Input<R extends AnyRoute> = {
  readonly params?: ParamsOf<R>
  readonly query?: QueryOf<R>
  readonly body?: BodyOf<R>
  readonly idempotencyKey?: string
}

export class Refused extends Error {
  readonly refusals: readonly Refusal[]
  readonly status: number

  constructor(status: number, refusals: readonly Refusal[]) {
    super(refusals.map((one) => `${one.kind}: ${one.what}`).join('; '))
    this.refusals = refusals
    this.status = status
  }
}

/** One person at the API, by default one of the demonstration plant. */
export class ApiPerson {
  readonly login: string
  readonly password: string
  private readonly address: string
  private token = ''

  constructor(address: string, login: string, password = `holdpoint-demo-${login}`) {
    this.address = address
    this.login = login
    this.password = password
  }

  readonly send: Send = async ({ method, path, body, idempotencyKey }) => {
    const reply = await fetch(new URL(path, this.address), {
      method,
      body,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(this.token === '' ? {} : { authorization: `Bearer ${this.token}` }),
        ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
      },
    })
    this.token = reply.headers.get('x-session-token') ?? this.token
    return { status: reply.status, text: await reply.text() }
  }

  async ask<R extends AnyRoute>(route: R, input: Input<R> = {}): Promise<OutOf<R>> {
    if (this.token === '' && route.name !== signIn.name) await this.signIn()
    const { params = {}, query = {}, body = {}, idempotencyKey } = input
    const key = idempotencyKey === undefined ? {} : { idempotencyKey }
    const result = await call(this.send, route, { params, query, body, ...key } as never)
    if (!result.ok) throw new Refused(result.refusal.status, result.refusal.refusals)
    return result.value
  }

  /** The refusals of an act that must be refused. */
  async refusalsOf<R extends AnyRoute>(route: R, input: Input<R> = {}): Promise<Refusal[]> {
    try {
      await this.ask(route, input)
    } catch (error) {
      if (error instanceof Refused) return [...error.refusals]
      throw error
    }
    throw new Error(`${route.name} was not refused`)
  }

  /** Yields once at the start and after each commit, as the server's live view tells it. */
  async *commits(): AsyncGenerator<void> {
    if (this.token === '') await this.signIn()
    const abort = new AbortController()
    const reply = await fetch(new URL('/api/live', this.address), {
      headers: { authorization: `Bearer ${this.token}` },
      signal: abort.signal,
    })
    if (reply.body === null) throw new Error(`no live view: ${reply.status}`)
    try {
      for await (const _ of reply.body) yield
    } finally {
      abort.abort()
    }
  }

  private async signIn(): Promise<void> {
    const { login, password } = this
    const body = JSON.stringify({ login, password })
    const reply = await this.send({ method: 'POST', path: signIn.path, body, idempotencyKey: null })
    if (reply.status !== 200) throw new Error(`${login} could not sign in: ${reply.text}`)
  }
}
