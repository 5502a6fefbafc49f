import * as contract from '@holdpoint/api'
import { accept } from '@holdpoint/std'
import { addPerson } from '../act/add-person.ts'
import { changePassword, changePerson } from '../act/change-person.ts'
import type { Register } from '../http/register-route.ts'
import { personView } from '../http/sessions.ts'
import type { Person, Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { reauthenticate } from './reauthenticate.ts'

export function registerPeople(register: Register, platform: Platform): void {
  register(contract.listPeople, async () =>
    accept({ people: (await platform.people.list()).map(personRow) }),
  )
  register(contract.addPerson, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const added = await addPerson(platform, body, acting)
    if (!added.ok) return added
    return accept({ person: personRow(added.value.person), leaf: added.value.leaf })
  })
  register(contract.changePassword, async ({ body, person, idempotencyKey }) => {
    const again = await reauthenticate(platform, person, body.current)
    if (!again.ok) return again
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    return changePassword(platform, person, body.next, acting)
  })
  register(contract.changePerson, async ({ params, body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const changed = await changePerson(platform, { ...body, personId: params.id }, acting)
    if (!changed.ok) return changed
    return accept({ person: personRow(changed.value.person), leaf: changed.value.leaf })
  })
}

function personRow(person: Person): contract.PersonRow {
  return { ...personView(person), active: person.active }
}
