import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aSigner, type Signer } from '../builders/a-signer.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)
const text = readFileSync(shipped, 'utf8')
const advisory = (id: string) => text.replaceAll('HPDEMO-2026-001', id)

describe('signatures of advisories, by the keys of the plant', () => {
  const folder = temporaryFolder('signatures')
  let server: ServerProcess
  let people: People
  let vendor: Signer
  let other: Signer

  beforeAll(async () => {
    server = await startServer({ dataFolder: join(folder.path, 'data') })
    people = peopleAt(server.address)
    vendor = await aSigner()
    other = await aSigner('Another vendor')
  })

  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })

  const bring = (fileName: string, content: string, asc?: string) => {
    const beside = asc === undefined ? {} : { beside: { asc } }
    const body = { documents: [{ fileName, content, ...beside }] }
    return people.mara.ask(api.importAdvisories, { body })
  }
  const signatureOf = async (id: string) =>
    (await people.noor.ask(api.readAdvisoryPage, { params: { id } })).signature
  const keys = () => people.noor.ask(api.listPublisherKeys)
  const add = (armored: string, fingerprint = '') => ({ body: { armored, fingerprint } })

  test('without a key nothing is proved: unsigned is unsigned, signed is by an unknown key', async () => {
    await bring('s1.json', advisory('SIG-1'))
    await bring('s2.json', advisory('SIG-2'), await vendor.sign(advisory('SIG-2')))
    expect(await signatureOf('SIG-1')).toMatchObject({ kind: 'unsigned', words: 'Not signed' })
    const unknown = await signatureOf('SIG-2')
    expect(unknown.kind).toBe('key-unknown')
    expect(unknown.words).toMatch(/^Signed with a key that is not kept here: [0-9A-F]{16}$/)
    expect((await keys()).counts).toMatchObject({ signed: 0, 'key-unknown': 1, bad: 0 })
  })

  test('a key is kept only whole, public, and with the fingerprint that was told', async () => {
    const refused = async (armored: string, told = '') => {
      const [first] = await people.mara.refusalsOf(api.addPublisherKey, add(armored, told))
      return first?.what
    }
    expect(await refused('no key')).toMatch(/^The key file /)
    expect(await refused(vendor.privateKey)).toMatch(/is a private key/)
    expect(await refused(vendor.publicKey, other.fingerprint)).toBe(
      `The fingerprint of the key is ${vendor.fingerprint}, not ${other.fingerprint}`,
    )
    const [role] = await people.sam.refusalsOf(api.addPublisherKey, add(vendor.publicKey))
    expect(role?.kind).toBe('not-your-role')
    expect((await keys()).keys).toEqual([])
  })

  test('once it is kept, what came before is proved too, and it says by whom', async () => {
    const told = vendor.fingerprint.replace(/(.{4})/g, '$1 ').toLowerCase()
    const added = await people.mara.ask(api.addPublisherKey, add(vendor.publicKey, told))
    expect(added).toMatchObject({ fingerprint: vendor.fingerprint, recognised: 1, bad: 0 })
    expect(await signatureOf('SIG-2')).toEqual({
      kind: 'signed',
      words: 'Signed by A vendor <psirt@vendor.test>',
      detail: `Key ${vendor.fingerprint}`,
    })
    const { keys: kept, counts } = await keys()
    expect(kept).toMatchObject([{ isCompared: true, signed: 1, removed: null }])
    expect(kept[0]?.addedByName).toMatch(/^Mara/)
    expect(counts).toMatchObject({ signed: 1, 'key-unknown': 0 })
    const again = await people.mara.refusalsOf(api.addPublisherKey, add(vendor.publicKey))
    expect(again.map((one) => one.kind)).toEqual(['key-known'])
  })

  test('a signature that does not hold refuses the document by name, before anything reads it', async () => {
    const stolen = await vendor.sign(advisory('SIG-2'))
    for (const content of [advisory('SIG-3'), 'not even JSON']) {
      const { stored, refused } = await bring('s3.json', content, stolen)
      expect(stored).toBe(0)
      expect(refused).toMatchObject([{ fileName: 's3.json' }])
      expect(refused[0]?.why).toMatch(/^The signature does not hold: /)
    }
    const { refused } = await bring('s4.json', advisory('SIG-4'), 'torn off')
    expect(refused[0]?.why).toMatch(/the signature beside it cannot be read/)
    const { advisories } = await people.mara.ask(api.listAdvisories)
    expect(advisories.filter((one) => /^SIG-[34]$/.test(one.advisoryId))).toEqual([])
  })

  test('the same bytes again with a signature are proved; without one they stay proved', async () => {
    const asc = await vendor.sign(advisory('SIG-1'))
    const proved = await bring('s1.json', advisory('SIG-1'), asc)
    expect(proved).toMatchObject({ stored: 0, unchanged: 1, proved: 1 })
    expect(proved.leaf).not.toBe(null)
    expect(await signatureOf('SIG-1')).toMatchObject({ kind: 'signed' })
    expect(await bring('s1.json', advisory('SIG-1'))).toMatchObject({ proved: 0, leaf: null })
    expect(await signatureOf('SIG-1')).toMatchObject({ kind: 'signed' })
  })

  test('a removed key proves nothing more, and what it proved says so', async () => {
    const reason = 'the vendor says that it was stolen'
    const params = { id: vendor.fingerprint }
    await people.mara.ask(api.removePublisherKey, { params, body: { reason } })
    await bring('s5.json', advisory('SIG-5'), await vendor.sign(advisory('SIG-5')))
    expect(await signatureOf('SIG-5')).toMatchObject({ kind: 'key-unknown' })
    expect((await signatureOf('SIG-2')).detail).toMatch(
      new RegExp(`^Key ${vendor.fingerprint}; the key was removed on \\d{4}-\\d{2}-\\d{2}$`),
    )
    const { keys: kept } = await keys()
    expect(kept).toMatchObject([{ signed: 2, removed: { reason } }])
    const { entries } = await people.noor.ask(api.readLedger)
    const words = entries.map((one) => one.words).join('\n')
    expect(words).toMatch(/Key [0-9A-F]{12} of a publisher kept, fingerprint compared/)
    expect(words).toContain(`of a publisher removed: ${reason}`)
  })

  test('a signature made by somebody else that was stored unknown is shown as bad later', async () => {
    const { fingerprint } = other
    const forged = (await other.sign(advisory('SIG-7'))).trim()
    await bring('s6.json', advisory('SIG-6'), forged)
    expect(await signatureOf('SIG-6')).toMatchObject({ kind: 'key-unknown' })
    const file = join(folder.path, 'other.asc')
    writeFileSync(file, other.publicKey)
    const mara = new TerminalPerson({ login: 'mara', server: server.address, folder: folder.path })
    const added = JSON.parse(await mara.says('keys add', { file, fingerprint }))
    expect(added).toMatchObject({ fingerprint, recognised: 0, bad: 1 })
    expect(await signatureOf('SIG-6')).toMatchObject({ kind: 'bad' })
    expect((await keys()).counts).toMatchObject({ bad: 1 })
  })
})
