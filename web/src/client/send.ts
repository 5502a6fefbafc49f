import type { Send } from '@holdpoint/api'

/** One request over `fetch`, always to where the page came from. */
export const send: Send = async ({ method, path, body, idempotencyKey }) => {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== null) headers['content-type'] = 'application/json'
  if (idempotencyKey !== null) headers['idempotency-key'] = idempotencyKey
  const reply = await fetch(path, { method, body, headers, credentials: 'same-origin' })
  return { status: reply.status, text: await reply.text() }
}
