import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe('bad input gets one clear answer and changes nothing', () => {
  const data = temporaryFolder('bad-input')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  async function refusedInventory(format: 'csv' | 'json', content: string): Promise<string> {
    const before = await people.tomas.ask(api.listAssets)
    const body = { fileName: `list.${format}`, content, source: 'a test' }
    const refusals = await people.tomas.refusalsOf(api.importAssets, { body })
    expect(await people.tomas.ask(api.listAssets)).toEqual(before)
    return refusals.map((one) => one.what).join('; ')
  }

  test('an inventory says which row and which column', async () => {
    expect(await refusedInventory('csv', '')).toMatch(/line 1|no rows/)
    expect(await refusedInventory('csv', 'a,b\n1,2')).toBe(
      'Inventory: there is no column tag, no column vendor, no column product; there are: a, b',
    )
    const header = 'tag,vendor,product,level,spare'
    expect(await refusedInventory('csv', `${header}\nX1,V,,1,none`)).toBe(
      'Inventory: row 1, product is empty',
    )
    expect(await refusedInventory('csv', `${header}\nX1,V,P,9,perhaps`)).toBe(
      'Inventory: row 1, level: 9 is not a Purdue level; ' +
        'Inventory: row 1, spare is none of programmed, blank, none, unknown',
    )
    expect(await refusedInventory('csv', `${header}\nX1,V,P,1,none\nX1,V,P,1,none`)).toBe(
      'Inventory: row 2: "X1" is row 1 already',
    )
    expect(await refusedInventory('csv', `${header}\nX1,"V,P,1,none`)).toMatch(/line 2/)
    expect(await refusedInventory('json', '[{"tag":"X1"')).toMatch(/line 1/)
    expect(await refusedInventory('json', '[{"tag":"X1","tag":"X2"}]')).toMatch(/tag.*twice/)
    expect(await refusedInventory('json', '{"plant":[]}')).toMatch(/not an array of assets/)
  })

  test('one bad advisory among good ones is named, and the good ones are stored', async () => {
    const { advisories } = await people.mara.ask(api.listAdvisories)
    const documents = [
      { fileName: 'twice.json', content: '{"document":{},"document":{}}' },
      { fileName: 'empty.json', content: '' },
      { fileName: 'zip.json', content: 'PK\u0003\u0004\u0000' },
      { fileName: 'other.json', content: '{"document":{"csaf_version":"9.9"}}' },
    ]
    const imported = await people.mara.ask(api.importAdvisories, { body: { documents } })
    expect(imported.refused.map((one) => one.fileName)).toEqual(
      documents.map((one) => one.fileName),
    )
    expect(imported.refused[0]?.why).toMatch(/"document" stands twice/)
    expect(imported.refused[3]?.why).toMatch(/csaf_version/)
    expect(imported.stored).toBe(0)
    expect((await people.mara.ask(api.listAdvisories)).advisories).toEqual(advisories)
  })

  test('a patch file that is not what somebody says, or has a path for a name, is refused', async () => {
    const file = {
      contentBase64: Buffer.from('{"version":"2.0"}\npayload').toString('base64'),
      source: 'vendor',
      sourceVerifiedBy: 'signature checked',
    }
    const path = { ...file, fileName: '../outside.bin' }
    const refusals = await people.tomas.refusalsOf(api.addPatch, { body: path })
    expect(refusals.map((one) => one.what)).toEqual(['body.fileName has not the right form'])
    const other = { ...file, fileName: 'a.bin', version: '3.0' }
    const against = await people.tomas.refusalsOf(api.addPatch, { body: other })
    expect(against.map((one) => one.what)).toEqual(['a.bin says version 2.0, you say 3.0'])
    const bare = Buffer.from([0x7f, 0x45, 0x4c, 0x46]).toString('base64')
    const stated = { ...file, fileName: 'b.bin', contentBase64: bare, version: '3.0' }
    const { patch } = await people.tomas.ask(api.addPatch, { body: stated })
    expect(patch).toMatchObject({ version: '3.0', statedBy: 'person' })
  })

  test('what is not there, not signed in, or from another site is said as such', async () => {
    const params = { id: 'nobody' }
    expect((await people.noor.refusalsOf(api.readChange, { params }))[0]?.kind).toBe(
      'no-such-change',
    )
    const bare = await fetch(new URL('/api/assets', server.address))
    expect(bare.status).toBe(401)
    const foreign = await fetch(new URL('/api/session', server.address), {
      method: 'POST',
      headers: { origin: 'http://elsewhere.example', 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'sam', password: 'holdpoint-demo-sam' }),
    })
    expect(foreign.status).toBe(403)
    const torn = await fetch(new URL('/api/session', server.address), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"login":"sam","login":"priya","password":"x"}',
    })
    expect(torn.status).toBe(400)
    expect(await torn.text()).toMatch(/twice/)
  })
})
