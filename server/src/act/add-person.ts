import type { addPerson as addPersonRoute, BodyOf } from '@holdpoint/api'
import { type Actor, holds, notYourRole, type Refusal, refusalOf } from '@holdpoint/core'
import { hashPassword } from '@holdpoint/identity'
import { type Result, refuse } from '@holdpoint/std'
import type { Person, Platform } from '../platform.ts'
import { recordPerson } from './record-person.ts'

/** Merging operations with a role that signs is refused: its veto answers to nobody else. */
export function roleRefusals(roles: readonly string[]): readonly Refusal[] {
  const operations = roles.includes('operations-manager') || roles.includes('operator')
  const others = roles.filter((role) => role !== 'operations-manager' && role !== 'operator')
  if (!operations || others.length === 0) return []
  const what = 'Operations is never merged with another role'
  return [refusalOf('operations-merged', what, 'Give the other role to another person')]
}

/** The password itself is hashed here and written nowhere. */
export async function addPerson(
  platform: Platform,
  wish: BodyOf<typeof addPersonRoute>,
  acting: { readonly actor: Actor; readonly commandId: string },
): Promise<Result<{ readonly person: Person; readonly leaf: number }, readonly Refusal[]>> {
  const administrator = ['administrator'] as const
  if (acting.actor.personId !== 'system' && !holds(acting.actor, administrator)) {
    return refuse([notYourRole(administrator, 'Adding a person')])
  }
  const merged = roleRefusals(wish.roles)
  if (merged.length > 0) return refuse(merged)
  const isRepeat = (await platform.store.findReceipt(acting.commandId)) !== null
  if (!isRepeat && (await platform.people.byLogin(wish.login)) !== null) {
    const what = `There is a person with the login "${wish.login}" already`
    return refuse([refusalOf('login-taken', what, 'Choose another login')])
  }
  const { login, name, roles } = wish
  const person: Person = { personId: `person-${login}`, login, name, roles, active: true }
  const body = { personId: person.personId, login, name, roles: [...roles] }
  return recordPerson(platform, acting, {
    person,
    passwordHash: await hashPassword(wish.password),
    event: { kind: 'person-added', body },
  })
}
