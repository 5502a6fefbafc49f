import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SYSTEM } from '@holdpoint/core'
import { addPerson } from '../act/add-person.ts'
import type { Platform } from '../platform.ts'
import { writeOnce } from './private-file.ts'

/**
 * A new site has nobody who could add anybody: one administrator is made, its password in a file
 * that only the server's user can read. An administrator signs nothing.
 */
export async function ensureAdministrator(
  platform: Platform,
  dataFolder: string,
): Promise<string | null> {
  if ((await platform.people.list()).length > 0) return null
  const path = join(dataFolder, 'first-sign-in.txt')
  const password = await firstPassword(path)
  const wish = { login: 'admin', name: 'First administrator', password }
  const added = await addPerson(
    platform,
    { ...wish, roles: ['administrator'] },
    { actor: SYSTEM, commandId: 'first-administrator' },
  )
  const made = (await platform.people.byLogin('admin')) !== null
  if (!made && !added.ok) throw new Error(added.refusal[0]?.what ?? 'the administrator was refused')
  return path
}

// Another server of this site may start at the same moment: the file that is there first counts.
async function firstPassword(path: string): Promise<string> {
  const fresh = randomBytes(18).toString('base64url')
  await writeOnce(path, Buffer.from(`login: admin\npassword: ${fresh}\n`))
  const kept = /^password: (\S+)$/m.exec(await readFile(path, 'utf8'))?.[1]
  if (kept === undefined) throw new Error(`${path} holds no password: remove it and start again`)
  return kept
}
