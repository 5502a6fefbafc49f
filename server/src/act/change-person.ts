import type { addPerson, BodyOf, changePerson as changePersonRoute } from '@holdpoint/api'
import { holds, notYourRole, type Refusal, refusalOf } from '@holdpoint/core'
import { hashPassword } from '@holdpoint/identity'
import { type Result, refuse } from '@holdpoint/std'
import type { Acting, Person, Platform } from '../platform.ts'
import { roleRefusals } from './add-person.ts'
import { recordPerson } from './record-person.ts'

type Changed = { readonly person: Person; readonly leaf: number }

/** Roles or access change from the next request on; what was signed before stays signed. */
export async function changePerson(
  platform: Platform,
  wish: BodyOf<typeof changePersonRoute> & { readonly personId: string },
  acting: Acting,
): Promise<Result<Changed, readonly Refusal[]>> {
  const administrator = ['administrator'] as const
  if (!holds(acting.actor, administrator)) {
    return refuse([notYourRole(administrator, 'Changing a person')])
  }
  const before = await platform.people.byId(wish.personId)
  const kept = before === null ? null : await platform.people.byLogin(before.login)
  if (before === null || kept === null) {
    return refuse([refusalOf('no-such-person', 'There is no such person', 'Check the address')])
  }
  const faults = [...roleRefusals(wish.roles)]
  const leavesAdministration = !wish.active || !wish.roles.includes('administrator')
  if (before.personId === acting.actor.personId && leavesAdministration) {
    const what = 'You cannot take administration from yourself'
    faults.push(refusalOf('own-access', what, 'Another administrator does'))
  }
  if (faults.length > 0) return refuse(faults)
  const person: Person = { ...before, roles: wish.roles, active: wish.active }
  const { personId, name, roles, active } = person
  return recordPerson(platform, acting, {
    person,
    passwordHash: kept.passwordHash,
    event: { kind: 'person-changed', body: { personId, name, roles: [...roles], active } },
  })
}

/** Only the person changes the password, and who else is signed in with the old one stays so. */
export async function changePassword(
  platform: Platform,
  person: Person,
  next: BodyOf<typeof addPerson>['password'],
  acting: Acting,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  const { personId, name } = person
  return recordPerson(platform, acting, {
    person,
    passwordHash: await hashPassword(next),
    event: { kind: 'password-changed', body: { personId, name } },
  })
}
