import type { Role } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { none } from './shapes.ts'

export type PersonView = {
  readonly personId: string
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
}

export type DemoPerson = PersonView & { readonly password: string; readonly about: string }

export type SessionView = {
  readonly person: PersonView | null
  readonly site: { readonly siteId: string; readonly name: string; readonly timeZone: string }
  /** Only where the demonstration plant runs; empty everywhere else. */
  readonly demoPersons: readonly DemoPerson[]
  readonly demoFieldPanel: string | null
}

export const signIn = defineRoute({
  name: 'sign-in',
  summary: 'Sign in with name and password',
  method: 'POST',
  path: '/api/session',
  params: none,
  query: none,
  body: z.object({ login: z.string().min(1).max(100), password: z.string().min(1).max(500) }),
  response: answers<SessionView>(),
  open: true,
})

export const signOut = defineRoute({
  name: 'sign-out',
  summary: 'End this session',
  method: 'DELETE',
  path: '/api/session',
  params: none,
  query: none,
  body: none,
  response: answers<SessionView>(),
  open: true,
})

export const readSession = defineRoute({
  name: 'whoami',
  summary: 'Who is signed in, and at which site',
  method: 'GET',
  path: '/api/session',
  params: none,
  query: none,
  body: none,
  response: answers<SessionView>(),
  open: true,
})
