import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One regular file of an archive. */
export interface TarFile {
  readonly path: string
  readonly bytes: Uint8Array
}

const BLOCK = 512

/** The regular files of a gzip ustar archive, in the order of the archive. */
export function readTgz(file: string): readonly TarFile[] {
  const archive = gunzipSync(readFileSync(file))
  const files: TarFile[] = []
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + BLOCK)
    const size = Number.parseInt(textIn(header, 124, 12), 8)
    const type = textIn(header, 156, 1)
    if (type === '' || type === '0') {
      const prefix = textIn(header, 345, 155)
      const name = textIn(header, 0, 100)
      const bytes = archive.subarray(at + BLOCK, at + BLOCK + size)
      files.push({ path: prefix === '' ? name : `${prefix}/${name}`, bytes })
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  return files
}

function textIn(header: Uint8Array, start: number, length: number): string {
  const field = Buffer.from(header.subarray(start, start + length)).toString('latin1')
  return (field.split('\0')[0] ?? '').trim()
}
