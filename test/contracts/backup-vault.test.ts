import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FolderVault } from '@holdpoint/vault'
import { afterEach, expect, test } from 'vitest'
import { backupVaultContract } from './backup-vault.contract.ts'
import { anImage } from './backup-vault-images.ts'
import { InMemoryBackupVault } from './backup-vault-in-memory.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

backupVaultContract('the vault in memory', async () => {
  const vault = new InMemoryBackupVault()
  return { vault, alter: vault.alter.bind(vault) }
})

backupVaultContract('the vault in a folder', async () => {
  const folder = await aFolder()
  return { vault: new FolderVault(folder), alter: (sha256, at) => flip(folder, sha256, at) }
})

test('the vault in memory says when it is full, and keeps what it has', async () => {
  const vault = new InMemoryBackupVault()
  vault.bytesFree = 5_000
  const first = await vault.seal(anImage(1))
  expect(await vault.seal(anImage(2))).toMatchObject({ refusal: { kind: 'vault-full' } })
  expect((await vault.readBack(first.ok ? first.value.sha256 : '')).ok).toBe(true)
})

test('one flipped bit in each of 200 images is found in all, and each is named', async () => {
  const folder = await aFolder()
  const vault = new FolderVault(folder)
  const digests: string[] = []
  for (let number = 0; number < 200; number += 1) {
    const sealed = await vault.seal(anImage(number, 1 + number * 7))
    if (sealed.ok) digests.push(sealed.value.sha256)
  }
  expect(await vault.check()).toEqual({ sound: 200, refusals: [] })
  for (const [number, sha256] of digests.entries()) await flip(folder, sha256, number * 3)
  const { sound, refusals } = await vault.check()
  expect(sound).toBe(0)
  expect(refusals.every(({ kind }) => kind === 'vault-object-altered')).toBe(true)
  const named = refusals.map((refusal) => ('sha256' in refusal ? refusal.sha256 : ''))
  expect(named.toSorted()).toEqual(digests.toSorted())
})

test('an image on the shelf is read-only, and nothing else is left beside it', async () => {
  const folder = await aFolder()
  await new FolderVault(folder).seal(anImage(1))
  const [shelf = ''] = await readdir(folder)
  const files = await readdir(join(folder, shelf))
  expect(files).toHaveLength(1)
  expect((await stat(join(folder, shelf, files[0]!))).mode & 0o777).toBe(0o444)
})

test.skipIf(process.platform !== 'linux')(
  'a full disk refuses by name and leaves no draft (on Linux)',
  async () => {
    // A limit on the size of a file stands in for a full disk: it too stops a write half way.
    const folder = await aFolder()
    const here = (file: string) => new URL(file, import.meta.url).pathname
    const command = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`
    const args = [process.execPath, here('run-source.mjs'), here('backup-vault-child.ts'), folder]
    const ended = spawnSync('/bin/bash', ['-c', command, ...args], { encoding: 'utf8' })
    expect(ended.stdout.trim().split('\n').at(-1)).toContain('"kind":"vault-full"')
    const left = (await readdir(folder, { recursive: true })).filter((name) => /tmp/.test(name))
    expect(left).toEqual([])
  },
)

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdpoint-vault-'))
  folders.push(folder)
  await mkdir(join(folder, 'vault'))
  return join(folder, 'vault')
}

async function flip(folder: string, sha256: string, at: number): Promise<void> {
  const path = join(folder, sha256.slice(0, 2), sha256)
  await chmod(path, 0o600)
  const file = await open(path, 'r+')
  const byte = Buffer.alloc(1)
  await file.read(byte, 0, 1, at)
  byte[0]! ^= 1
  await file.write(byte, 0, 1, at)
  await file.close()
}
