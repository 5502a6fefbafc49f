import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SYSTEM } from '@holdpoint/core'
import { addPerson } from '../act/add-person.ts'
import type { Platform } from '../platform.ts'

/**
 * A new site has nobody who could add anybody: one administrator is made, its password in a file
 * that only the server's user can read. An administrator signs nothing.
 */
export async function ensureAdministrator(
  platform: Platform,
  dataFolder: string,
): Promise<string | null> {
  if ((await platform.people.list()).length > 0) return null
  const password = randomBytes(18).toString('base64url')
  const path = join(dataFolder, 'first-sign-in.txt')
  await writeFile(path, `login: admin\npassword: ${password}\n`, { mode: 0o600 })
  const wish = { login: 'admin', name: 'First administrator', password }
  const added = await addPerson(
    platform,
    { ...wish, roles: ['administrator'] },
    { actor: SYSTEM, commandId: 'first-administrator' },
  )
  if (!added.ok) throw new Error(added.refusal[0]?.what ?? 'the administrator was refused')
  return path
}
