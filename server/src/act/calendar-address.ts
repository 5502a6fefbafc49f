import type { CalendarAddress, ClocksActed } from '@holdpoint/api'
import { type ReadModelWrite, type Refusal, refusalOf } from '@holdpoint/core'
import { newSessionToken, sessionTokenDigest } from '@holdpoint/identity'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Person, Platform } from '../platform.ts'
import { record } from './record.ts'

const ADDRESS_MODEL = 'calendar-address'
const STREAM = 'calendar-addresses'

/**
 * Whoever knows the address reads what is due and nothing else. Only its digest is kept: it is
 * shown once, and a person has one at a time.
 */
export async function makeCalendarAddress(
  platform: Platform,
  acting: Acting,
): Promise<Result<CalendarAddress, readonly Refusal[]>> {
  const { personId } = acting.actor
  const { token, tokenSha256 } = newSessionToken()
  const before = await endings(platform, personId)
  const leaf = await record(platform, {
    ...acting,
    stream: STREAM,
    event: { kind: 'calendar-address-made', body: { personId } },
    readModels: [...before, { kind: ADDRESS_MODEL, id: tokenSha256, body: { personId } }],
  })
  return leaf.ok ? accept({ leaf: leaf.value, path: `/calendar/${token}.ics` }) : leaf
}

export async function endCalendarAddress(
  platform: Platform,
  acting: Acting,
): Promise<Result<ClocksActed, readonly Refusal[]>> {
  const { personId } = acting.actor
  const readModels = await endings(platform, personId)
  if (readModels.length === 0 && (await platform.store.findReceipt(acting.commandId)) === null) {
    const what = 'You have no address for a calendar program'
    return refuse([refusalOf('no-such-address', what, 'Nothing is needed')])
  }
  const event = { kind: 'calendar-address-ended', body: { personId } }
  const leaf = await record(platform, { ...acting, stream: STREAM, event, readModels })
  return leaf.ok ? accept({ leaf: leaf.value }) : leaf
}

/** Whose address it is; null where it is nobody's, or theirs who may sign in no more. */
export async function personOfAddress(platform: Platform, token: string): Promise<Person | null> {
  const row = await platform.store.readModel(ADDRESS_MODEL, sessionTokenDigest(token))
  if (row === null) return null
  const { personId } = row.body as { readonly personId: string }
  const person = await platform.people.byId(personId)
  return person?.active === true ? person : null
}

async function endings(platform: Platform, personId: string): Promise<readonly ReadModelWrite[]> {
  const rows = await platform.store.listModels(ADDRESS_MODEL)
  return rows
    .filter((row) => (row.body as { readonly personId: string }).personId === personId)
    .map(({ id }) => ({ kind: ADDRESS_MODEL, id, body: null }))
}
