import { gzipSync } from 'node:zlib'

type TarEntry = {
  readonly name: string
  readonly content?: string | Uint8Array
  /** "0" a file, "2" a link, "5" a folder, "L" the long name of the next one. */
  readonly type?: string
}

const BLOCK = 512

/** A tar archive as the ustar format has it, one header of 512 bytes before each file. */
export function aTar(entries: readonly TarEntry[]): Uint8Array {
  const parts = entries.flatMap(({ name, content = '', type = '0' }) => {
    const bytes = Buffer.from(content as string)
    const header = Buffer.alloc(BLOCK)
    header.write(name, 0, 100, 'utf8')
    header.write(`${bytes.length.toString(8).padStart(11, '0')} `, 124, 'latin1')
    header.write(type, 156, 'latin1')
    header.write('ustar\x0000', 257, 'latin1')
    header.fill(' ', 148, 156)
    const sum = header.reduce((all, byte) => all + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]
  })
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

export function aTarGz(entries: readonly TarEntry[]): Uint8Array {
  return gzipSync(aTar(entries))
}
