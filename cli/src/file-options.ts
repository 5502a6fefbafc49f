import { basename } from 'node:path'
import { type AnyRoute, addPatch } from '@holdpoint/api'
import { readFileOrSay } from './terminal.ts'

/** Acts that carry a file: the terminal reads it, so that nobody pastes it into a command. */
const readers: ReadonlyMap<AnyRoute, (path: string) => Promise<object>> = new Map<
  AnyRoute,
  (path: string) => Promise<object>
>([
  [
    addPatch,
    async (path) => ({
      fileName: basename(path),
      contentBase64: Buffer.from(await readFileOrSay(path)).toString('base64'),
    }),
  ],
])

export function takesFile(route: AnyRoute): boolean {
  return readers.has(route)
}

export async function fieldsOfFile(route: AnyRoute, path: unknown): Promise<object> {
  const read = readers.get(route)
  return read === undefined || typeof path !== 'string' ? {} : read(path)
}
