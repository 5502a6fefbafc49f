import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import fastifyStatic from '@fastify/static'
import { allRoutes } from '@holdpoint/api'
import { refusalOf } from '@holdpoint/core'
import { readStrictJson } from '@holdpoint/std'
import fastify, { type FastifyInstance } from 'fastify'
import type { Demo } from '../demo/demo.ts'
import type { Platform } from '../platform.ts'
import type { SignalReader } from '../read/signal-reader.ts'
import { registerTriage } from '../routes/1-triage.ts'
import { registerBoard } from '../routes/2-board.ts'
import { registerControls } from '../routes/3-controls.ts'
import { registerWindow } from '../routes/4-window.ts'
import { registerValidation } from '../routes/5-validation.ts'
import { registerAdvisories } from '../routes/advisories.ts'
import { registerBaselines } from '../routes/baselines.ts'
import { registerClocks } from '../routes/clocks.ts'
import { registerDecisionTables } from '../routes/decision-tables.ts'
import { registerEnrichment } from '../routes/enrichment.ts'
import { registerFirewalls } from '../routes/firewalls.ts'
import { registerJobs } from '../routes/jobs.ts'
import { registerLedger } from '../routes/ledger.ts'
import { registerPeople } from '../routes/people.ts'
import { registerPlant } from '../routes/plant.ts'
import { registerProbing } from '../routes/probing.ts'
import { registerPublisherKeys } from '../routes/publisher-keys.ts'
import { registerSafeguards } from '../routes/safeguards.ts'
import { registerSources } from '../routes/sources.ts'
import { registerUpdates } from '../routes/updates.ts'
import { registerCalendarFeed } from './calendar-feed.ts'
import { registerLive } from './live.ts'
import { openApiDocument } from './openapi.ts'
import { makeRegister } from './register-route.ts'
import { personOfRequest, registerSession } from './sessions.ts'

const BODY_BYTES_MAX = 120_000_000

const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
} as const

export type AppParts = {
  readonly platform: Platform
  readonly signals: SignalReader
  readonly demo: Demo | null
  readonly webFolder: string | null
}

export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { platform, demo } = parts
  const app = fastify({ bodyLimit: BODY_BYTES_MAX, logger: false, forceCloseConnections: true })
  await app.register(cookie)
  readBodiesStrictly(app)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS)
    // A browser of another site cannot act here: same origin or no origin (the terminal).
    const { origin, host } = request.headers
    const crossSite = origin !== undefined && host !== undefined && new URL(origin).host !== host
    if (request.method !== 'GET' && crossSite) {
      const what = 'The request came from another site'
      await reply.status(403).send({ refusals: [refusalOf('cross-site', what, 'Open Holdpoint')] })
    }
  })
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    // The address of a calendar is a secret: it does not go into a log.
    const url = request.url.startsWith('/calendar/') ? '/calendar/' : request.url
    if (status >= 500) platform.log(`${request.method} ${url}: ${error.stack ?? error}`)
    const what = status < 500 ? error.message : 'The server made a mistake'
    const clearedBy = status < 500 ? 'Correct the request' : 'Nothing was written; tell the owner'
    return reply.status(status).send({
      refusals: [refusalOf(status < 500 ? 'malformed-request' : 'server-error', what, clearedBy)],
    })
  })
  registerSession(app, platform, demo)
  const register = makeRegister(
    app,
    (request) => personOfRequest(platform, request),
    platform.newId,
  )
  registerPeople(register, platform)
  registerPlant(register, platform, parts.signals)
  registerFirewalls(register, platform)
  registerBaselines(register, platform)
  registerProbing(register, platform)
  registerClocks(register, platform)
  registerDecisionTables(register, platform)
  registerEnrichment(register, platform)
  registerPublisherKeys(register, platform)
  registerSources(register, platform)
  registerUpdates(register, platform)
  registerTriage(register, platform)
  registerAdvisories(register, platform)
  registerJobs(register, platform)
  registerBoard(register, platform)
  registerControls(register, platform)
  registerSafeguards(register, platform)
  registerWindow(register, platform)
  registerValidation(register, platform)
  registerLedger(register, platform)
  registerLive(app, platform)
  registerCalendarFeed(app, platform)
  app.get('/api/openapi.json', async () => openApiDocument(allRoutes))
  await serveWeb(app, parts.webFolder)
  return app
}

/** The one strict reader of the house: a body with a repeated key has no one meaning. */
function readBodiesStrictly(app: FastifyInstance): void {
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    const read = readStrictJson(body as Buffer)
    if (read.ok) return done(null, read.value)
    const fault = new Error(`body, line ${read.refusal.line}: ${read.refusal.why}`)
    done(Object.assign(fault, { statusCode: 400 }))
  })
}

async function serveWeb(app: FastifyInstance, folder: string | null): Promise<void> {
  const notFound = refusalOf(
    'no-such-page',
    'There is nothing at this address',
    'Check the address',
  )
  if (folder === null || !existsSync(join(folder, 'index.html'))) {
    app.setNotFoundHandler((_request, reply) => reply.status(404).send({ refusals: [notFound] }))
    return
  }
  const index = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, { root: folder, wildcard: false, index: false })
  app.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/api/')) {
      return reply.status(404).send({ refusals: [notFound] })
    }
    return reply.type('text/html; charset=utf-8').send(index)
  })
}
