import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BadInput } from '../terminal.ts'

/** The files given, and every `.json` below the folders given, in order of their paths. */
export async function jsonFilesOf(paths: readonly string[]): Promise<readonly string[]> {
  const out: string[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) throw new BadInput(`${path}: there is no such file or folder`)
    if (!found.isDirectory()) {
      out.push(path)
      continue
    }
    const names = await readdir(path, { recursive: true })
    out.push(...names.filter((name) => name.endsWith('.json')).map((name) => join(path, name)))
  }
  return out.sort()
}
