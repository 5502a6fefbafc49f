import { type Refusal, refusalOf } from '@holdpoint/core'
import { verifyPassword } from '@holdpoint/identity'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Person, Platform } from '../platform.ts'

/** The password again, for this act alone; it is checked and never kept. */
export async function reauthenticate(
  platform: Platform,
  person: Person,
  password: string,
): Promise<Result<string, readonly Refusal[]>> {
  const found = await platform.people.byLogin(person.login)
  const right = await verifyPassword(password, found?.passwordHash ?? null)
  if (right) return accept(platform.now())
  const what = 'The password is wrong; nothing was written'
  return refuse([refusalOf('reauthentication-refused', what, 'Give your own password')])
}
