import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Send } from '@holdpoint/api'
import { BadInput } from './terminal.ts'

const DEFAULT_SERVER = 'http://127.0.0.1:7410'

/** Where the session token is kept between two commands; readable by this user only. */
function tokenFile(): string {
  return process.env.HOLDPOINT_TOKEN_FILE ?? join(homedir(), '.config', 'holdpoint', 'session')
}

/** Sends to the server as whoever signed in here last. */
export function sendTo(server: string | undefined): Send {
  const base = addressOf(server)
  return async ({ method, path, body, idempotencyKey }) => {
    const token = await readFile(tokenFile(), 'utf8').catch(() => '')
    const reply = await fetch(new URL(path, base), {
      method,
      body,
      headers: {
        ...(body === null ? {} : { 'content-type': 'application/json' }),
        ...(token === '' ? {} : { authorization: `Bearer ${token.trim()}` }),
        ...(idempotencyKey === null ? {} : { 'idempotency-key': idempotencyKey }),
      },
    })
    const fresh = reply.headers.get('x-session-token')
    if (fresh !== null) await keepToken(fresh)
    return { status: reply.status, text: await reply.text() }
  }
}

/** Yields once at the start and after each commit, for as long as the server keeps the line open. */
export async function* commitsOf(server: string | undefined): AsyncGenerator<void> {
  const token = await readFile(tokenFile(), 'utf8').catch(() => '')
  const abort = new AbortController()
  const reply = await fetch(new URL('/api/live', addressOf(server)), {
    headers: { authorization: `Bearer ${token.trim()}` },
    signal: abort.signal,
  })
  if (!reply.ok || reply.body === null) throw new BadInput('sign in first: holdpoint sign-in')
  try {
    for await (const _ of reply.body) yield
  } finally {
    abort.abort()
  }
}

function addressOf(server: string | undefined): string {
  return server ?? process.env.HOLDPOINT_SERVER ?? DEFAULT_SERVER
}

async function keepToken(token: string): Promise<void> {
  await mkdir(dirname(tokenFile()), { recursive: true, mode: 0o700 })
  await writeFile(tokenFile(), token, { mode: 0o600 })
}
