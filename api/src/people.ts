import { type Role, roles } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import type { PersonView } from './session.ts'
import { none, text } from './shapes.ts'

const roleNames = roles as readonly Role[] as [Role, ...Role[]]

export const listPeople = defineRoute({
  name: 'people list',
  summary: 'The people of this site and their roles',
  method: 'GET',
  path: '/api/people',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly people: readonly PersonView[] }>(),
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
    password: z.string().min(12).max(500),
  }),
  response: answers<{ readonly person: PersonView; readonly leaf: number }>(),
})
