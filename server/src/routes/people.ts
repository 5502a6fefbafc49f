import * as contract from '@holdpoint/api'
import { accept } from '@holdpoint/std'
import { addPerson } from '../act/add-person.ts'
import type { Register } from '../http/register-route.ts'
import { personView } from '../http/sessions.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'

export function registerPeople(register: Register, platform: Platform): void {
  register(contract.listPeople, async () =>
    accept({ people: (await platform.people.list()).map(personView) }),
  )
  register(contract.addPerson, async ({ body, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const added = await addPerson(platform, body, acting)
    if (!added.ok) return added
    return accept({ person: personView(added.value.person), leaf: added.value.leaf })
  })
}
