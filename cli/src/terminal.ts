import { readFile } from 'node:fs/promises'
import type { CallRefused } from '@holdpoint/api'

/** Bad input: one line that says what and where; the exit code is 2. */
export class BadInput extends Error {}

export async function readFileOrSay(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    const why = code === 'ENOENT' ? 'there is no such file' : code
    throw new BadInput(`${path}: ${why}`)
  }
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2))
}

/** Exit 0 on success, 1 on a negative verdict. */
export function exitWith(ok: boolean): void {
  process.exitCode = ok ? 0 : 1
}

/** What the server refused, and what would clear it; 2 where the request itself was wrong. */
export function sayRefused({ status, refusals }: CallRefused): void {
  for (const { what, clearedBy } of refusals) console.error(`refused: ${what}. ${clearedBy}.`)
  process.exitCode = status === 400 || status === 404 ? 2 : 1
}
