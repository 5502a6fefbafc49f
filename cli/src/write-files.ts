import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import { BadInput } from './terminal.ts'

/** Writes below the folder only; a path that would leave it is refused before anything is written. */
export async function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly contentBase64: string }[],
): Promise<void> {
  for (const { path } of files) {
    const plain = normalize(path)
    if (plain.startsWith('..') || plain.startsWith(sep) || /^[A-Za-z]:/.test(plain)) {
      throw new BadInput(`the server sent a path outside the folder: ${path}`)
    }
  }
  for (const { path, contentBase64 } of files) {
    const at = join(folder, path)
    await mkdir(dirname(at), { recursive: true })
    await writeFile(at, Buffer.from(contentBase64, 'base64'))
  }
}
