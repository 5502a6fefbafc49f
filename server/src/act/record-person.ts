import type { DomainEvent, Refusal } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import type { Acting, Person, Platform } from '../platform.ts'
import { record } from './record.ts'

const STREAM = 'people'

type PersonAct = {
  readonly person: Person
  readonly passwordHash: string
  readonly event: DomainEvent
}

type Recorded = { readonly person: Person; readonly leaf: number }

/**
 * The ledger first, then the person: a role that nobody can find in the ledger must not be in
 * force. The same act again puts what a crash between the two left out.
 */
export async function recordPerson(
  platform: Platform,
  acting: Acting,
  act: PersonAct,
): Promise<Result<Recorded, readonly Refusal[]>> {
  const earlier = await repeatOf(platform, acting.commandId, act)
  if (earlier !== null) return accept(earlier)
  const { person, passwordHash, event } = act
  const recorded = await record(platform, { ...acting, stream: STREAM, event, readModels: [] })
  if (recorded.ok) {
    await platform.people.put(person, passwordHash)
    return accept({ person, leaf: recorded.value })
  }
  // Another server may have recorded this very act since we looked.
  const reused = recorded.refusal.some((one) => one.kind === 'command-id-reused')
  const since = reused ? await repeatOf(platform, acting.commandId, act) : null
  return since === null ? recorded : accept(since)
}

/** An act that is sent again late must not undo what was changed since. */
async function repeatOf(
  platform: Platform,
  commandId: string,
  { person, passwordHash, event }: PersonAct,
): Promise<Recorded | null> {
  const { personId } = person
  const events = await platform.store.readStream(STREAM)
  const ofPerson = events.filter((one) => one.body.personId === personId)
  const before = ofPerson.find((one) => one.command === commandId && one.kind === event.kind)
  if (before === undefined) return null
  if (ofPerson.at(-1) === before) await platform.people.put(person, passwordHash)
  const now = (await platform.people.byId(personId)) ?? person
  return { person: now, leaf: before.leafIndex }
}
