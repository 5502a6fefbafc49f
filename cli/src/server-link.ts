import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Send } from '@holdpoint/api'

const DEFAULT_SERVER = 'http://127.0.0.1:7410'

/** Where the session token is kept between two commands; readable by this user only. */
function tokenFile(): string {
  return process.env.HOLDPOINT_TOKEN_FILE ?? join(homedir(), '.config', 'holdpoint', 'session')
}

/** Sends to the server as whoever signed in here last. */
export function sendTo(server: string | undefined): Send {
  const base = server ?? process.env.HOLDPOINT_SERVER ?? DEFAULT_SERVER
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

async function keepToken(token: string): Promise<void> {
  await mkdir(dirname(tokenFile()), { recursive: true, mode: 0o700 })
  await writeFile(tokenFile(), token, { mode: 0o600 })
}
