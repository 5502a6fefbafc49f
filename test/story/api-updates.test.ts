import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ArticleWish, aMicrosoftAdvisory } from '../builders/a-microsoft-advisory.ts'
import { aWorkbook, STYLES } from '../builders/a-workbook.ts'
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

  test('a case cannot be decided by a patch that the vendors dispute, until a person rules', async () => {
    const { findings } = await people.noor.ask(api.listFindings)
    const finding = findings.find(
      (one) => one.assetTag === 'PLC-101' && one.cves.includes('CVE-2023-3595'),
    )
    const { assetId = '', advisoryId = '', productId = '' } = finding ?? {}
    const opened = await people.mara.ask(api.openCase, { body: { assetId, advisoryId, productId } })
    const id = opened.view.case.id
    const shown = async () => (await people.noor.ask(api.readCase, { params: { id } })).updates
    expect((await shown()).map((one) => [one.release.id, one.qualified.standing])).toEqual([
      ['U-11', 'conflict'],
    ])
    const refusedAs = async (means: 'patch' | 'mitigate') => {
      const body = { means, reason: 'a test' }
      const refusals = await people.mara.refusalsOf(api.decideCaseRoute, { params: { id }, body })
      return refusals.flatMap((one) => (one.kind === 'not-qualified' ? [one.what] : []))
    }
    expect(await refusedAs('patch')).toEqual([
      'U-11 is approved and not approved at once: 1756-EN2T/D: approved, vendor list, 2023-09-01; ' +
        '1756-EN2T/D: not approved, integrator, 2023-09-01',
    ])
    expect(await refusedAs('mitigate')).toEqual([])
    const { conflicts } = await people.noor.ask(api.listUpdates)
    const [{ words = [], ...about } = {}] = conflicts
    const {
      product = '',
      productVersion = null,
      releaseId = '',
    } = about as Partial<(typeof conflicts)[number]>
    const word = (source: string) => words.find((one) => one.source === source)
    const ruling = (source: string, reason = 'Read in the protocol of the test') => {
      const { verdict = 'pending' } = word(source) ?? {}
      const stands = { source, verdict, productVersion: null }
      return { body: { product, productVersion, releaseId, stands, reason } }
    }
    expect(
      (await people.noor.refusalsOf(api.ruleOnQualification, ruling('integrator')))[0]?.kind,
    ).toBe('not-your-role')
    for (const wrong of [ruling('a friend'), ruling('integrator', ' ')]) {
      const refusals = await people.tomas.refusalsOf(api.ruleOnQualification, wrong)
      expect(refusals.map((one) => one.kind)).toEqual(['malformed-request'])
    }
    await people.tomas.ask(api.ruleOnQualification, ruling('integrator'))
    expect((await shown())[0]?.qualified.standing).toBe('not-approved')
    expect(await refusedAs('patch')).toHaveLength(1)
    const again = await people.tomas.refusalsOf(api.ruleOnQualification, ruling('vendor list'))
    expect(again.map((one) => one.kind)).toEqual(['no-such-conflict'])
    await bring('qualifications', qualifications.replace('2023-09-01', '2024-02-01'), 'vendor list')
    expect((await people.noor.ask(api.listUpdates)).conflicts).toEqual([])
    const withdrawn = qualifications.replace('approved', 'pending').replace('2023', '2025')
    await bring('qualifications', withdrawn, 'integrator')
    expect((await shown())[0]?.qualified.standing).toBe('pending')
    expect(await refusedAs('patch')).toEqual([])
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

  test('an advisory of Microsoft names updates, by product, with what covers what', async () => {
    const server2019 = (build: string, article: string, day: string, words = '') => ({
      ...{ product: 'Windows Server 2019', build, article, day, words },
    })
    const august = server2019('10.0.17763.6189', '5041578', '2026-08-11')
    const bringAdvisory = async (cve: string, articles: readonly ArticleWish[], version = '1') => {
      const content = aMicrosoftAdvisory({ cve, articles, version })
      const documents = [{ fileName: `${cve}.json`, content }]
      const { stored } = await people.mara.ask(api.importAdvisories, { body: { documents } })
      expect(stored).toBe(1)
    }
    await bringAdvisory('CVE-2026-0001', [
      august,
      { ...august, product: 'Windows Server 2019 (Server Core installation)' },
      { ...august, product: 'Windows 10 Version 1809 for x64-based Systems' },
    ])
    await bringAdvisory('CVE-2026-0002', [august])
    const september = server2019('10.0.17763.6293', '5043050', '2026-09-08')
    await bringAdvisory('CVE-2026-0003', [september])
    const rowOf = async (id: string, product = 'Windows Server 2019') => {
      const { releases: all } = await people.noor.ask(api.listUpdates)
      return all.find((one) => one.release.id === id && one.release.product === product)
    }
    expect((await rowOf('KB5041578'))?.release).toMatchObject({
      cves: ['CVE-2026-0001', 'CVE-2026-0002'],
      supersedes: null,
      releasedOn: '2026-08-11',
      restart: 'machine',
      source: 'Microsoft Security Response Center',
    })
    // KB-1 came with a list that says neither its day nor what it takes the place of.
    const why = 'Whether KB-1 covers KB5043050 is not stated'
    expect((await rowOf('KB5041578'))?.newest).toEqual({ kind: 'unknown', why })
    const windows10 = 'Windows 10 Version 1809 for x64-based Systems'
    expect((await rowOf('KB5041578', windows10))?.newest).toMatchObject({ id: 'KB5041578' })
    const missing = async () => {
      const params = { id: 'HIST-09' }
      const view = await people.noor.ask(api.listAssetUpdates, { params })
      return view.missing.map((one) => [one.release.id, one.replaces])
    }
    expect(await missing()).toEqual([
      ['KB5043050', ['KB5041578']],
      ['KB-1', []],
    ])
    await bring(
      'releases',
      'id,vendor,product,supersedes\nKB5043050,Microsoft,Windows Server 2019,KB-1',
      'Catalogue',
    )
    expect(await missing()).toEqual([['KB5043050', ['KB-1', 'KB5041578']]])
    expect((await rowOf('KB5041578'))?.newest).toMatchObject({ kind: 'newest', id: 'KB5043050' })
    const computer = { tag: 'HIST-09', patches: ['5043050'] }
    const body = { content: JSON.stringify([computer]), source: 'office list' }
    await people.tomas.ask(api.importAssets, { body })
    expect(await missing()).toEqual([])
    await bringAdvisory('CVE-2026-0002', [{ ...august, article: null, build: '1.2.3' }], '2')
    expect((await rowOf('KB5041578'))?.release.cves).toEqual(['CVE-2026-0001'])
    const params = { id: 'msrc_CVE-2026-0001' }
    await people.mara.ask(api.deleteAdvisory, { params, body: { reason: 'a test' } })
    expect(await rowOf('KB5041578')).toBeUndefined()
  })

  test('a page of the vendor is read as a person says, and as they said the next time', async () => {
    const page = (verdict: string) => `<!doctype html><h1>Compatibility</h1>
      <table><caption>WinCC V8.0</caption><tr><th>Microsoft update<th>Result<th>Tested on
      <tr><td>5040430<td>${verdict}<td>20 Oct 2026<tr><td>KB 5031364<td>freigegeben<td>10/11/2026
      </table>`
    const wish = { kind: 'qualifications', source: 'Vendor page', fileName: 'page.html' } as const
    const look = (content: string, over: object = {}) =>
      people.tomas.ask(api.previewUpdates, { body: { ...wish, content, ...over } })
    const first = await look(page('freigegeben'))
    expect(first).toMatchObject({ format: 'html', sheet: 'WinCC V8.0', mappedBy: 'headings' })
    expect(first.mapping.columns).toEqual({
      'Microsoft update': null,
      Result: 'verdict',
      'Tested on': 'stated',
    })
    expect(first.words).toEqual([{ word: 'freigegeben', meaning: null, rows: 2 }])
    expect(first.counts.refused).toBe(2)
    const mapping = {
      columns: { ...first.mapping.columns, 'Microsoft update': 'update' as const },
      constants: { product: 'WinCC', version: 'V8.0' },
      verdicts: { freigegeben: 'approved' as const },
    }
    const second = await look(page('freigegeben'), { mapping })
    expect(second.rows.map((row) => row.words ?? row.reasons.join('; '))).toEqual([
      'sheet WinCC V8.0, row 3, stated has not the right form',
      'KB5040430 on WinCC, V8.0: approved, 2026-10-20',
    ])
    const bring = (content: string, digest: string) =>
      people.tomas.ask(api.importUpdates, { body: { ...wish, content, mapping, digest } })
    expect(await bring(page('freigegeben'), second.digest)).toMatchObject({
      rows: 1,
      qualifications: 1,
      refused: ['sheet WinCC V8.0, row 3, stated has not the right form'],
    })
    const later = await look(page('n/a'))
    expect(later).toMatchObject({ mappedBy: 'last import', counts: { refused: 2 } })
    expect(later.mapping.constants).toEqual(mapping.constants)
    const passed = { ...mapping, verdicts: { 'n/a': 'left-out' as const } }
    expect((await look(page('n/a'), { mapping: passed })).counts['left out']).toBe(1)
    const stale = await people.tomas.refusalsOf(api.importUpdates, {
      body: { ...wish, content: page('n/a'), mapping, digest: second.digest },
    })
    expect(stale.map((one) => one.kind)).toEqual(['preview-outdated'])
  })

  test('a workbook of one source and JSON of another say the same as CSV', async () => {
    const book = aWorkbook({
      Cover: [['Test results', 'October']],
      Results: [
        ['Results of the test laboratory', 'Sheet 2'],
        ['Product', 'Version', 'KB', 'Status', 'Tested'],
        ['WinCC', 'V7.5', 'KB5040430', 'Not compatible', { number: 46315, style: STYLES.day }],
      ],
    })
    const contentBase64 = Buffer.from(book).toString('base64')
    const read = await people.tomas.ask(api.previewUpdates, {
      body: { kind: 'qualifications', source: 'Laboratory', sheet: 'Results', contentBase64 },
    })
    expect(read.rows.map((row) => row.words)).toEqual([
      'KB5040430 on WinCC, V7.5: not approved, 2026-10-20',
    ])
    const content = '[{"id":"KB5040430","vendor":"Microsoft","product":"Windows Server 2022"}]'
    const json = await people.tomas.ask(api.previewUpdates, {
      body: { kind: 'releases', source: 'Microsoft', content },
    })
    expect(json.counts).toMatchObject({ new: 1, refused: 0 })
  })

  test('what is no list is refused by its place', async () => {
    const refused = async (over: object) => {
      const body = { kind: 'releases', source: 'a test', ...over } as const
      const refusals = await people.tomas.refusalsOf(api.previewUpdates, { body })
      return refusals.map((one) => one.what).join('; ')
    }
    expect(await refused({})).toBe('there is no file')
    expect(await refused({ content: '<nmaprun></nmaprun>' })).toMatch(/nmap|workbook/i)
    expect(await refused({ content: '<html><p>x' })).toMatch(/^page: holds no table/)
    const mapping = { columns: { Nowhere: 'id' }, constants: { verdict: 'x' } }
    expect(await refused({ content: 'id\n1', mapping })).toBe(
      'there is no column Nowhere; there are: id; a list of releases has no verdict',
    )
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
    expect(await refused('releases', 'id,vendor,product,title\nU,V,P,a\nU,V,P,b')).toBe(
      'row 2 is about the same as row 1',
    )
    const ring = 'id,vendor,product,supersedes\nU-1,V,P,U-3\nU-2,V,P,U-1\nU-3,V,P,U-2\nU-4,V,P,U-3'
    expect(await refused('releases', ring)).toBe(
      [1, 2, 3].map((row) => `row ${row}, U-1, U-2, U-3 supersede each other in a ring`).join('; '),
    )
    expect(
      await refused('qualifications', 'product,update,verdict,stated\nP,U,fine,2026-01-01'),
    ).toBe('row 1, verdict "fine": nobody said what that means')
    const body = { kind: 'releases', content: releases, source: 'a test' } as const
    const byAuditor = await people.noor.refusalsOf(api.importUpdates, { body })
    expect(byAuditor.map((one) => one.kind)).toEqual(['not-your-role'])
    expect(await people.noor.ask(api.listUpdates)).toEqual(before)
  })
})
