import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RunningPlant } from '../plant/start-plant.ts'
import { panelLive, panelPage } from './panel-page.ts'
import { panelView, parsePanelAct, performPanelAct } from './panel-requests.ts'

export type FieldPanel = { readonly url: string; close(): Promise<void> }

const BODY_BYTES_MAX = 10_000

/** The local panel at the machine: a page for people, the same acts as JSON. Loopback only. */
export async function serveFieldPanel(plant: RunningPlant, port: number): Promise<FieldPanel> {
  const server = createServer((request, response) => {
    answer(plant, request, response).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : 'unknown'
      if (!response.headersSent) send(response, 500, 'text/plain', `${why}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  plant: RunningPlant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A page of another origin must not reach this panel through the user's browser.
  if (!isLocal(request)) return send(response, 403, 'text/plain', 'only from this machine\n')
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return send(
        response,
        200,
        'text/html',
        panelPage(panelView(plant), url.searchParams.get('said')),
      )
    case 'GET /live':
      return send(response, 200, 'text/html', panelLive(panelView(plant)))
    case 'GET /state':
      return sendJson(response, 200, panelView(plant))
    case 'POST /act':
      return perform(plant, request, response)
    default:
      return send(response, 404, 'text/plain', 'no such page\n')
  }
}

async function perform(
  plant: RunningPlant,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isJson = request.headers['content-type']?.startsWith('application/json') === true
  const act = parsePanelAct(bodyOf(await textOf(request), isJson), plant)
  if (act === null) return sendJson(response, 400, { refused: 'this is no act of the field panel' })
  const said = await performPanelAct(plant, act)
  if (isJson) return sendJson(response, 200, { said, state: panelView(plant) })
  response.writeHead(303, { location: `/?said=${encodeURIComponent(said)}` }).end()
}

function bodyOf(text: string, isJson: boolean): unknown {
  if (!isJson) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += chunk
    if (text.length > BODY_BYTES_MAX) return ''
  }
  return text
}

function isLocal(request: IncomingMessage): boolean {
  const host = request.headers.host ?? ''
  const { origin } = request.headers
  const local = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)
  return local && (origin === undefined || origin === `http://${host}`)
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', `${JSON.stringify(value)}\n`)
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; " +
      "connect-src 'self'; form-action 'self'; frame-ancestors 'none'",
  }
  response.writeHead(status, headers).end(body)
}
