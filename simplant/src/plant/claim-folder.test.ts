import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { claimFolder, FolderTaken } from './plant-register.ts'

const folder = mkdtempSync(join(tmpdir(), 'simplant-claim-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ownedBy = (pid: number) => writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid }))
const held = async () => true
const free = async () => false

test('a folder whose plant lives and holds its ports is refused', async () => {
  ownedBy(process.ppid)
  await expect(claimFolder(folder, held)).rejects.toThrow(FolderTaken)
})

test('a folder is taken over from a plant that was killed, also when its number lives on', async () => {
  ownedBy(2 ** 30)
  await claimFolder(folder, held)
  ownedBy(process.ppid)
  await claimFolder(folder, free)
  await claimFolder(folder, held)
})
