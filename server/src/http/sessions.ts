import { readSession, type SessionView, signIn, signOut } from '@holdpoint/api'
import { refusalOf } from '@holdpoint/core'
import { newSessionToken, sessionTokenDigest, verifyPassword } from '@holdpoint/identity'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Demo } from '../demo/demo.ts'
import type { Person, Platform } from '../platform.ts'
import { answer, parse } from './register-route.ts'

const COOKIE = 'holdpoint_session'
const SESSION_HOURS = 12

export function personView(person: Person) {
  const { personId, login, name, roles } = person
  return { personId, login, name, roles }
}

export async function personOfRequest(
  platform: Platform,
  request: FastifyRequest,
): Promise<Person | null> {
  const token = tokenOf(request)
  if (token === null) return null
  return platform.people.personOfSession(sessionTokenDigest(token), platform.now())
}

/** Browsers carry the cookie; the terminal sends the same token as a bearer. */
function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')
  return bearer?.[1] ?? request.cookies[COOKIE] ?? null
}

export function registerSession(app: FastifyInstance, platform: Platform, demo: Demo | null): void {
  const view = (person: Person | null): SessionView => ({
    person: person === null ? null : personView(person),
    site: platform.site,
    demoPersons: demo?.persons ?? [],
    demoFieldPanel: demo?.fieldPanelUrl() ?? null,
  })

  app.get(readSession.path, async (request, reply) =>
    reply.send(view(await personOfRequest(platform, request))),
  )

  app.post(signIn.path, { config: { signIn: true } }, async (request, reply) => {
    const parsed = parse(signIn, request)
    if (!parsed.ok) return answer(reply, parsed.refusals)
    const { login, password } = parsed.value.body
    const found = await platform.people.byLogin(login)
    const right = await verifyPassword(password, found?.passwordHash ?? null)
    if (!right || found === null || !found.person.active) {
      const what = 'Name or password is wrong'
      return reply.status(401).send({ refusals: [refusalOf('sign-in-refused', what, 'Try again')] })
    }
    const token = await openSession(platform, found.person, reply)
    return reply.header('x-session-token', token).send(view(found.person))
  })

  app.delete(signOut.path, async (request, reply) => {
    const token = tokenOf(request)
    if (token !== null) await platform.people.endSession(sessionTokenDigest(token))
    return reply.clearCookie(COOKIE, { path: '/' }).send(view(null))
  })
}

async function openSession(
  platform: Platform,
  person: Person,
  reply: FastifyReply,
): Promise<string> {
  const { token, tokenSha256 } = newSessionToken()
  const at = platform.now()
  const expiresAt = new Date(Date.parse(at) + SESSION_HOURS * 3_600_000).toISOString()
  await platform.people.openSession({ tokenSha256, personId: person.personId, at, expiresAt })
  reply.setCookie(COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    maxAge: SESSION_HOURS * 3600,
  })
  return token
}
