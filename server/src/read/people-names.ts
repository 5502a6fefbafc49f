import type { HistoryEntry } from '@holdpoint/api'
import { type Actor, eventWords, type StoredEvent } from '@holdpoint/core'
import type { Person, Platform } from '../platform.ts'

export type NameOf = (personId: string) => string

export async function peopleNames(platform: Platform): Promise<NameOf> {
  const names = new Map((await platform.people.list()).map((one) => [one.personId, one.name]))
  names.set('system', 'Holdpoint')
  return (personId) => names.get(personId) ?? personId
}

export function historyOf(events: readonly StoredEvent[], nameOf: NameOf): HistoryEntry[] {
  return events.map((event) => ({
    leaf: event.leafIndex,
    at: event.at,
    by: event.by,
    byName: nameOf(event.by),
    kind: event.kind,
    words: eventWords(event),
  }))
}

/** The person as the rules see them; a password given for this act makes it re-authenticated. */
export function actorOf(person: Person, reauthenticatedAt: string | null = null): Actor {
  const { personId, name, roles } = person
  return { personId, name, roles, reauthenticatedAt }
}
