import { type Role, roles } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import type { PersonView } from './session.ts'
import { byId, none, text } from './shapes.ts'

const roleNames = roles as readonly Role[] as [Role, ...Role[]]

const password = z.string().min(12).max(500)

/** `active`: may sign in. Nobody is ever deleted, for the ledger names them. */
export type PersonRow = PersonView & { readonly active: boolean }

export const listPeople = defineRoute({
  name: 'people list',
  summary: 'The people of this site and their roles',
  method: 'GET',
  path: '/api/people',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly people: readonly PersonRow[] }>(),
})

export const addPerson = defineRoute({
  name: 'people add',
  summary: 'Add a person with roles at this site; an administrator does',
  method: 'POST',
  path: '/api/people',
  params: none,
  query: none,
  body: z.object({
    login: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,40}$/),
    name: text,
    roles: z.array(z.enum(roleNames)).max(roles.length),
    password,
  }),
  response: answers<{ readonly person: PersonRow; readonly leaf: number }>(),
})

export const changePerson = defineRoute({
  name: 'people change',
  summary: "Change a person's roles, or let them sign in no more; an administrator does",
  method: 'POST',
  path: '/api/people/:id',
  params: byId,
  query: none,
  body: z.object({
    roles: z.array(z.enum(roleNames)).max(roles.length),
    active: z.boolean(),
  }),
  response: answers<{ readonly person: PersonRow; readonly leaf: number }>(),
})

export const changePassword = defineRoute({
  name: 'people password',
  summary: 'Change your own password',
  method: 'POST',
  path: '/api/people/me/password',
  params: none,
  query: none,
  body: z.object({ current: z.string().min(1).max(500), next: password }),
  response: answers<{ readonly leaf: number }>(),
})
