import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'
import { aRevision, bring } from './a-revision.ts'

const params = { id: 'MATCH-A' }

describe('a CSAF asset matching system (9.1.13)', () => {
  const data = temporaryFolder('csaf-matching')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    await bring(people.mara, aRevision({ id: 'MATCH-A', version: '1.0.0' }))
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const desk = (id = 'MATCH-A') => people.noor.ask(api.readAdvisoryDesk, { params: { id } })
  const automatic = async () => (await people.noor.ask(api.listMatchRuns)).automatic
  /** The module of PLC-101, its vulnerability, and the assets of the document. */
  const matchedAsset = async () => {
    const { matches } = await desk()
    const found = matches.find(({ verdict }) => verdict === 'affected')
    if (found === undefined) throw new Error('no asset is affected')
    return found
  }

  test('item 24: it lists, searches and compares as a management system does', async () => {
    const { advisories } = await people.noor.ask(api.searchAdvisories)
    expect(advisories.map(({ advisoryId }) => advisoryId)).toContain('MATCH-A')
    const { revisions } = await people.noor.ask(api.readRevisions, { params })
    expect(revisions).toHaveLength(1)
  })

  test('item 25: it has a database of assets', async () => {
    const { assets } = await people.noor.ask(api.listAssets)
    expect(assets.length).toBeGreaterThan(30)
  })

  test('item 26: documents are matched with assets, and a person rules where it is not sure', async () => {
    const { findings } = await people.noor.ask(api.listFindings)
    const own = findings.filter(({ advisoryId }) => advisoryId === 'MATCH-A')
    expect(own.map(({ verdict }) => verdict)).toContain('affected')
    const unsure = findings.find(({ verdict }) => verdict === 'review')
    if (unsure === undefined) throw new Error('nothing is for review')
    const { assetId, advisoryId, productId } = unsure
    const body = { assetId, advisoryId, productId }
    const { view } = await people.mara.ask(api.openCase, { body })
    const ruling = { verdict: 'not-affected', reason: 'Another series is built in' } as const
    const ruled = await people.mara.ask(api.ruleOnMatch, {
      params: { id: view.case.id },
      body: ruling,
    })
    expect(ruled.view.case.ruling).toMatchObject(ruling)
  })

  test('item 27: for each product of the inventory its advisories are listed', async () => {
    const { products } = await people.noor.ask(api.listMatchedProducts)
    const { assetId } = await matchedAsset()
    const own = products.find(({ assetIds }) => assetIds.includes(assetId))
    expect(own?.advisories).toContain('MATCH-A')
    expect(products.some(({ advisories }) => advisories.length === 0)).toBe(true)
  })

  test('item 28: for each asset its advisories are listed', async () => {
    const { assetId } = await matchedAsset()
    const query = { asset: assetId }
    const { assets } = await people.noor.ask(api.listMatchedAssets, { query })
    expect(assets).toHaveLength(1)
    expect(assets[0]?.advisories).toContain('MATCH-A')
  })

  test('item 29: for each document its matched products are listed', async () => {
    const { products, matches } = await desk()
    const own = new Set(matches.map(({ productId }) => productId))
    expect(products.map(({ productId }) => productId)).toEqual([...own])
    expect(products.length).toBeGreaterThan(0)
  })

  test('item 30: for each document its matched assets are listed', async () => {
    const { assets, matches } = await desk()
    expect(assets.map(({ assetId }) => assetId)).toEqual([
      ...new Set(matches.map(({ assetId }) => assetId)),
    ])
    expect(assets.map(({ assetTag }) => assetTag)).toContain('PLC-101')
  })

  test('item 31: of each vulnerability a matched asset is marked in the three words', async () => {
    const { assetId } = await matchedAsset()
    const body = { vulnerability: 'CVE-2023-3595', assetIds: [assetId] }
    for (const status of [
      ...(['not remediated', 'remediation in progress', 'remediation done'] as const),
    ]) {
      await people.lena.ask(api.markRemediation, { params, body: { ...body, status } })
      const { marks } = await desk()
      expect(marks.map((one) => [one.vulnerability, one.assetId, one.status])).toEqual([
        ['CVE-2023-3595', assetId, status],
      ])
    }
    const done = 'remediation done' as const
    const stranger = { ...body, assetIds: ['HMI-1'], status: done }
    const [refusal] = await people.lena.refusalsOf(api.markRemediation, { params, body: stranger })
    expect(refusal?.kind).toBe('not-matched')
  })

  test('item 32: a newer revision with the same remediation is no new match, and nothing is reset', async () => {
    const { assetId, productId } = await matchedAsset()
    const caseId = await decideCase(people, 'PLC-101', { advisoryId: 'MATCH-A' })
    const readCase = () => people.noor.ask(api.readCase, { params: { id: caseId } })
    const before = await readCase()
    const { marks } = await desk()
    await bring(
      people.mara,
      aRevision({ id: 'MATCH-A', version: '1.0.1' }, (raw) => {
        raw.document.title = 'Reworded'
      }),
    )
    const after = await desk()
    const own = after.matches.find((one) => one.assetId === assetId && one.productId === productId)
    expect(own?.since).toBe('remediation-unchanged')
    expect(after.marks).toEqual(marks)
    expect((await readCase()).case).toEqual(before.case)
    const revision = await people.noor.ask(api.readCaseRevision, { params: { id: caseId } })
    expect(revision).toMatchObject({ remediation: 'unchanged', asked: [] })
    await bring(
      people.mara,
      aRevision({ id: 'MATCH-A', version: '1.1.0' }, (raw) => {
        for (const one of raw.vulnerabilities.flatMap(({ remediations }) => remediations)) {
          if (one.category === 'vendor_fix') one.details = 'Update to version 99.1'
        }
      }),
    )
    const changed = await people.noor.ask(api.readCaseRevision, { params: { id: caseId } })
    expect(changed.remediation).toBe('changed')
    expect(changed.asked.map(({ role }) => role)).toEqual(['control-systems-engineer'])
    const needs = await people.yuki.ask(api.overview)
    expect(needs.needsMe.map(({ kind }) => kind)).toContain('revision')
    const { needsMe } = await people.mara.ask(api.overview)
    expect(needsMe.filter(({ kind }) => kind === 'revision')).toEqual([])
    expect((await readCase()).case).toEqual(before.case)
  })

  test('item 33: semantic versions and whole numbers are told apart', async () => {
    await bring(people.mara, aRevision({ id: 'MATCH-INT', version: '4' }))
    const versioning = async (id: string) =>
      (await people.noor.ask(api.readRevisions, { params: { id } })).versioning
    expect(await versioning('MATCH-A')).toBe('semantic')
    expect(await versioning('MATCH-INT')).toBe('integer')
  })

  const byHand = (body: { advisoryIds?: string[]; assetIds?: string[] }) =>
    people.mara.ask(api.matchByHand, { body })
  const pairsOf = ({ findings }: { findings: readonly api.FindingRow[] }) =>
    new Set(findings.map(({ advisoryId }) => advisoryId))

  test('item 34: one document is matched by hand', async () => {
    const ran = await byHand({ advisoryIds: ['MATCH-A'] })
    expect(ran.run).toMatchObject({ advisories: 1, advisoryIds: ['MATCH-A'], assetIds: null })
    expect([...pairsOf(ran)]).toEqual(['MATCH-A'])
  })

  test('item 35: a list of documents is matched by hand', async () => {
    const ran = await byHand({ advisoryIds: ['MATCH-A', 'MATCH-INT'] })
    expect(ran.run.advisories).toBe(2)
    expect(pairsOf(ran)).toEqual(new Set(['MATCH-A', 'MATCH-INT']))
    const unknown = { body: { advisoryIds: ['NOT-STORED'] } }
    const [refusal] = await people.mara.refusalsOf(api.matchByHand, unknown)
    expect(refusal?.what).toContain('NOT-STORED')
  })

  test('item 36: one asset is matched by hand', async () => {
    const { assetId } = await matchedAsset()
    const ran = await byHand({ assetIds: [assetId] })
    expect(ran.run).toMatchObject({ assets: 1, assetIds: [assetId], advisoryIds: null })
    expect(new Set(ran.findings.map((one) => one.assetId))).toEqual(new Set([assetId]))
  })

  test('item 37: a list of assets is matched by hand', async () => {
    const { assets } = await people.noor.ask(api.listAssets)
    const assetIds = assets.slice(0, 5).map(({ id }) => id)
    const { run } = await byHand({ assetIds })
    expect(run).toMatchObject({ assets: 5, assetIds })
  })

  test('item 38: a new document is matched by itself', async () => {
    const before = await automatic()
    await bring(people.mara, aRevision({ id: 'MATCH-NEW', version: '1' }))
    const after = await automatic()
    expect(after?.runId).not.toBe(before?.runId)
    expect((await desk('MATCH-NEW')).assets.length).toBeGreaterThan(0)
  })

  test('item 39: a new asset is matched by itself', async () => {
    const before = (await desk()).assets.length
    const rows = [
      'tag,name,vendor,product,series,firmware,firmware line,kind,zone,level',
      'NEW-1,New module,Rockwell Automation,1756-EN2T,D,11.002,signed,plc,control,1',
    ]
    const body = { format: 'csv', content: rows.join('\n'), source: 'a test' } as const
    await people.tomas.ask(api.importAssets, { body } as never)
    const { assets } = await desk()
    expect(assets.length).toBe(before + 1)
    expect(assets.map(({ assetTag }) => assetTag)).toContain('NEW-1')
  })

  test('item 40: a MAJOR step of a semantic version is matched again', async () => {
    const before = await automatic()
    const major = aRevision({ id: 'MATCH-A', version: '2.0.0' })
    await bring(people.mara, major.replaceAll('<= 11.003', '<= 10.001'))
    const after = await automatic()
    expect(after?.runId).not.toBe(before?.runId)
    const { revisions } = await people.noor.ask(api.readRevisions, { params })
    expect(revisions[0]?.step).toContain('MAJOR')
    const { assets } = await desk()
    expect(assets.map(({ assetTag }) => assetTag)).not.toContain('NEW-1')
  })

  test('item 41: runs by hand stand apart from automatic ones and leave the findings alone', async () => {
    const listed = async () => (await people.noor.ask(api.listFindings)).findings
    const [before, findings] = [await automatic(), await listed()]
    const { run } = await byHand({ advisoryIds: ['MATCH-INT'] })
    expect(await automatic()).toEqual(before)
    expect(await listed()).toEqual(findings)
    const runs = await people.noor.ask(api.listMatchRuns)
    expect(runs.byHand[0]).toEqual(run)
    expect(runs.byHand.map(({ runId }) => runId)).not.toContain(before?.runId)
  })

  test('item 42: assets are counted: matching at all, and with each mark', async () => {
    const { findings } = await people.noor.ask(api.listFindings)
    const open = findings.filter(({ verdict }) => verdict !== 'not-affected')
    const counted = await people.noor.ask(api.readMatchStatistics)
    expect(counted.matched).toBe(new Set(open.map(({ assetId }) => assetId)).size)
    expect(counted.assets).toBeGreaterThan(counted.matched)
    expect(counted.marked).toEqual({
      'not remediated': 0,
      'remediation in progress': 0,
      'remediation done': 1,
    })
  })
})
