import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tarOf } from './tar.ts'

const text = (words: string) => new TextEncoder().encode(words)
const longPath = `${'folder/'.repeat(20)}${'n'.repeat(80)}.json`
const files = [
  { path: 'checkpoint', bytes: text('signed\n') },
  { path: 'tile/entries/000', bytes: new Uint8Array(1025).fill(7) },
  { path: 'empty', bytes: new Uint8Array() },
  { path: longPath, bytes: text('{}') },
]

test('tar itself unpacks every file, byte for byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-tar-'))
  try {
    writeFileSync(join(folder, 'out.tar'), tarOf(files))
    execFileSync('tar', ['-xf', 'out.tar'], { cwd: folder })
    for (const { path, bytes } of files) {
      expect([...readFileSync(join(folder, path))]).toEqual([...bytes])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('the same files give the same archive', () => {
  expect(tarOf(files)).toEqual(tarOf(files))
})

test('a path that ustar cannot hold is refused, not cut', () => {
  expect(() => tarOf([{ path: 'x'.repeat(101), bytes: text('') }])).toThrow('too long')
})
