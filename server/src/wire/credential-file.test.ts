import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCredentialFile } from './credential-file.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdpoint-credentials-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const credential = (index: number) => ({ username: `user-${index}`, password: `word-${index}` })

test('what servers of one folder put at the same moment is all there, for each of them', async () => {
  const stores = [createCredentialFile(folder), createCredentialFile(folder)]
  const ids = Array.from({ length: 20 }, (_, index) => `maintenance:PLC-${index}`)
  const put = ids.map((id, index) => stores[index % 2]?.put(id, credential(index)))
  await Promise.all(put)
  for (const store of stores) {
    const got = await Promise.all(ids.map((id) => store.get(id)))
    expect(got).toEqual(ids.map((_, index) => credential(index)))
  }
})

test('a credential that is put again replaces the one before', async () => {
  const store = createCredentialFile(folder)
  await store.put('one', credential(1))
  await store.put('one', credential(2))
  expect(await store.get('one')).toEqual(credential(2))
  expect(await store.get('other')).toBeNull()
})

test('an id cannot lead out of the folder, and nobody else can read what is there', async () => {
  const store = createCredentialFile(folder)
  await store.put('../../escape', credential(1))
  expect(await store.get('../../escape')).toEqual(credential(1))
  const files = readdirSync(join(folder, 'credentials'))
  expect(files.sort()).toEqual(['..%2F..%2Fescape.sealed', 'key'])
  for (const file of files) {
    expect(statSync(join(folder, 'credentials', file)).mode & 0o077).toBe(0)
  }
})
