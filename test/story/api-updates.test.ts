import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const releases = [
  'id,vendor,product,title,released,security,from,to,supersedes,restart,reversibility,cves',
  'U-10,Rockwell Automation,1756-EN2T/D,Module firmware,2023-07-12,yes,,11.003,,controller,one-way,',
  'U-11,Rockwell Automation,1756-EN2T/D,Module firmware,2023-08-01,yes,,11.004,U-10,controller,one-way,CVE-2023-3595',
].join('\n')
const qualifications = [
  'product,version,update,verdict,stated',
  '1756-EN2T/D,,U-11,approved,2023-09-01',
].join('\n')

describe('updates and what vendors say of them, over the API', () => {
  const data = temporaryFolder('updates')
  const params = { id: 'PLC-101' }
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

  const bring = (kind: 'releases' | 'qualifications', content: string, source: string) =>
    people.tomas.ask(api.importUpdates, { body: { kind, content, source } })

  test('without a list nothing is said, and that is said', async () => {
    const view = await people.noor.ask(api.listUpdates)
    expect(view).toMatchObject({ releases: [], asOf: null })
    expect(view.hosts).toBeGreaterThan(30)
  })

  test('a list shows what is missing, without what a newer update replaces', async () => {
    const imported = await bring('releases', releases, 'vendor page of 1 August')
    expect(imported).toMatchObject({ rows: 2, releases: 2 })
    const { missing } = await people.noor.ask(api.listAssetUpdates, { params })
    expect(missing.map((one) => [one.release.id, one.replaces])).toEqual([['U-11', ['U-10']]])
    expect(missing[0]?.qualified.standing).toBe('not-stated')
    const again = await bring('releases', releases, 'vendor page of 1 August')
    expect(again).toMatchObject({ rows: 2, releases: 0 })
  })

  test('a word of the vendor counts; a second source that contradicts it is shown beside', async () => {
    await bring('qualifications', qualifications, 'vendor list')
    const standing = async () => {
      const { missing } = await people.noor.ask(api.listAssetUpdates, { params })
      return missing[0]?.qualified
    }
    expect((await standing())?.standing).toBe('approved')
    await bring('qualifications', qualifications.replace('approved', 'not approved'), 'integrator')
    expect((await standing())?.standing).toBe('conflict')
    expect((await standing())?.words).toHaveLength(2)
  })

  test('what is installed on a computer counts, with the word of each vendor on it', async () => {
    const computer = {
      tag: 'HIST-09',
      vendor: 'Dell',
      product: 'PowerEdge R740',
      operatingSystem: 'Windows Server 2019',
      software: [{ name: 'WinCC', version: 'V7.5' }],
    }
    const contentBase64 = Buffer.from(JSON.stringify([computer])).toString('base64')
    const body = { fileName: 'list.json', contentBase64, source: 'office list' }
    await people.tomas.ask(api.importAssets, { body })
    await bring('releases', 'id,vendor,product\nKB-1,Microsoft,Windows Server 2019', 'Microsoft')
    const said = 'product,version,update,verdict,stated\nWinCC,V7.5,KB-1,pending,2026-01-02'
    await bring('qualifications', said, 'Siemens')
    const { missing, softwareKnown } = await people.noor.ask(api.listAssetUpdates, {
      params: { id: 'HIST-09' },
    })
    expect(softwareKnown).toBe(true)
    expect(missing.map((one) => [one.release.id, one.qualified.standing])).toEqual([
      ['KB-1', 'pending'],
    ])
  })

  test('a bad list says which row, and changes nothing', async () => {
    const before = await people.noor.ask(api.listUpdates)
    const refused = async (kind: 'releases' | 'qualifications', content: string) => {
      const body = { kind, content, source: 'a test' }
      const refusals = await people.tomas.refusalsOf(api.importUpdates, { body })
      return refusals.map((one) => one.what).join('; ')
    }
    expect(await refused('releases', 'id,vendor\nU-1,V')).toBe('row 1, product is missing')
    expect(await refused('releases', 'id,vendor,product,security\nU,V,P,maybe')).toBe(
      'row 1, security is none of yes, no, unknown',
    )
    expect(await refused('releases', 'id,vendor,product\nU,V,P\nU,V,Q')).toBe(
      'row 2 is about the same as row 1',
    )
    expect(
      await refused('qualifications', 'product,update,verdict,stated\nP,U,fine,2026-01-01'),
    ).toBe('row 1, verdict is none of approved, not-approved, pending')
    const body = { kind: 'releases', content: releases, source: 'a test' } as const
    const byAuditor = await people.noor.refusalsOf(api.importUpdates, { body })
    expect(byAuditor.map((one) => one.kind)).toEqual(['not-your-role'])
    expect(await people.noor.ask(api.listUpdates)).toEqual(before)
  })
})
