import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BadInput } from '../terminal.ts'

const isJson = (name: string) => name.endsWith('.json')

/** The files given, and every `.json` below the folders given, in order of their paths. */
export async function jsonFilesOf(
  paths: readonly string[],
  isWanted: (name: string) => boolean = isJson,
): Promise<readonly string[]> {
  const out: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new BadInput(`${path}: there is no such file or folder`)
    if (!found.isDirectory()) {
      out.push(path)
      continue
    }
    const names = await readdir(path, { recursive: true })
    out.push(...names.filter(isWanted).map((name) => join(path, name)))
  }
  return out.sort()
}

/** As above, and the archives that lie there. */
export function advisoryFilesOf(
  paths: readonly string[],
  isArchive: (name: string) => boolean,
): Promise<readonly string[]> {
  return jsonFilesOf(paths, (name) => isJson(name) || isArchive(name))
}
