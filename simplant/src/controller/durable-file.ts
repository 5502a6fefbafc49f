import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes the whole file or leaves the old one: power may go at any instant. */
export function writeDurably(path: string, bytes: Uint8Array | string): void {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  const temporary = `${path}.new`
  const file = openSync(temporary, 'w')
  for (let at = 0; at < content.length; ) at += writeSync(file, content, at)
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, path)
  syncFolder(dirname(path))
}

/** Adds one line and waits until it is on the disk. */
export function appendDurably(path: string, line: string): void {
  const file = openSync(path, 'a')
  writeSync(file, `${line}\n`)
  fsyncSync(file)
  closeSync(file)
}

function syncFolder(path: string): void {
  // Windows cannot open a folder for this; its rename is durable by the file system's own journal.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
