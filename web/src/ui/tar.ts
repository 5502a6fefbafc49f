const BLOCK = 512

export type TarFile = { readonly path: string; readonly bytes: Uint8Array }

/**
 * A POSIX ustar archive of plain files, so that an auditor needs nothing but `tar`. The same files
 * give the same bytes: no owner, no time of day.
 */
export function tarOf(files: readonly TarFile[]): Uint8Array<ArrayBuffer> {
  const sizes = files.map((file) => BLOCK + padded(file.bytes.length))
  const out = new Uint8Array(sizes.reduce((sum, size) => sum + size, 2 * BLOCK))
  let at = 0
  files.forEach((file, index) => {
    out.set(header(file), at)
    out.set(file.bytes, at + BLOCK)
    at += sizes[index] ?? 0
  })
  return out
}

function padded(length: number): number {
  return Math.ceil(length / BLOCK) * BLOCK
}

function header({ path, bytes }: TarFile): Uint8Array {
  const { name, prefix } = splitPath(path)
  const block = new Uint8Array(BLOCK)
  const write = (text: string, at: number) => block.set(new TextEncoder().encode(text), at)
  write(name, 0)
  write('0000644\0', 100)
  write('0000000\0', 108)
  write('0000000\0', 116)
  write(`${octal(bytes.length)}\0`, 124)
  write(`${octal(0)}\0`, 136)
  write('        ', 148)
  write('0', 156)
  write('ustar\u000000', 257)
  write(prefix, 345)
  const sum = block.reduce((total, byte) => total + byte, 0)
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0')
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

/** ustar keeps a long path in two fields, cut at a slash: 155 bytes before it, 100 after. */
function splitPath(path: string): { readonly name: string; readonly prefix: string } {
  if (bytesOf(path) <= 100) return { name: path, prefix: '' }
  for (let cut = path.indexOf('/'); cut !== -1; cut = path.indexOf('/', cut + 1)) {
    const prefix = path.slice(0, cut)
    const name = path.slice(cut + 1)
    if (bytesOf(prefix) <= 155 && bytesOf(name) <= 100 && name !== '') return { name, prefix }
  }
  throw new Error(`the path is too long for a ustar archive: ${path}`)
}
