import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { advisoryFields } from '@holdpoint/core'
import { documentTerms } from '@holdpoint/csaf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'
import { TerminalPerson } from '../story/terminal.ts'
import { aRevision, bring, idsFound, search } from './a-revision.ts'

const params = { id: 'CONF-A' }

const first = aRevision({ id: 'CONF-A', version: '1.0.0' }, (raw) => {
  raw.document.title = 'Pumps that (stop)'
  raw.document.aggregate_severity = { text: 'Moderate' }
})
const other = aRevision({ id: 'CONF-B', version: '7' }, (raw) => {
  raw.document.title = 'Valves'
  raw.document.aggregate_severity = { text: 'Critical' }
  raw.document.publisher.name = 'Valve works'
  raw.document.tracking.status = 'interim'
  for (const one of raw.vulnerabilities) one.cve = one.cve.replace('2023', '2019')
  for (const { scores } of raw.vulnerabilities) for (const one of scores) one.cvss_v3.baseScore = 2
})

describe('a CSAF management system (9.1.12)', () => {
  const data = temporaryFolder('csaf-management')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    await bring(people.mara, first, other)
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const found = (field: string, value: string, is = 'contains') =>
    idsFound(people.noor, { where: [{ field, is, value }] })

  test('item 10: it shows what a viewer shows, by the score that a viewer prefers', async () => {
    const desk = await people.noor.ask(api.readAdvisoryDesk, { params: { id: 'CONF-B' } })
    // The scores of this document contradict their vectors.
    expect(desk.scores.every(({ stated, baseScore }) => stated === 2 && baseScore > 2)).toBe(true)
    expect(desk.scores.every(({ isConsistent }) => !isConsistent)).toBe(true)
  })

  test('item 11: documents are added from the file system and from an address', async () => {
    const mara = new TerminalPerson({ login: 'mara', server: server.address, folder: data.path })
    const file = join(data.path, 'from-file.json')
    writeFileSync(file, aRevision({ id: 'CONF-FILE', version: '1' }))
    const served = createServer((_, reply) => {
      reply.end(aRevision({ id: 'CONF-URL', version: '1' }))
    })
    await new Promise<void>((resolve) => served.listen(0, '127.0.0.1', resolve))
    const { port } = served.address() as AddressInfo
    try {
      await mara.says(`advisories import ${file} http://127.0.0.1:${port}/from-url.json`)
    } finally {
      served.close()
    }
    expect(await found('tracking.id', 'CONF-')).toEqual(
      expect.arrayContaining(['CONF-FILE', 'CONF-URL']),
    )
  })

  test('item 12: all documents are listed', async () => {
    const { advisories } = await people.noor.ask(api.listAdvisories)
    const ids = await idsFound(people.noor, {})
    expect(ids).toEqual(advisories.map(({ advisoryId }) => advisoryId))
    expect(ids).toEqual(expect.arrayContaining(['CONF-A', 'CONF-B', 'HPDEMO-2026-001']))
  })

  test('item 13: a document is deleted, unless a case rests on it, and the ledger keeps both', async () => {
    await bring(people.mara, aRevision({ id: 'CONF-GONE', version: '1' }))
    const gone = { params: { id: 'CONF-GONE' }, body: { reason: 'Imported by mistake' } }
    const { leaf } = await people.mara.ask(api.deleteAdvisory, gone)
    expect(leaf).toBeGreaterThan(0)
    expect(await found('tracking.id', 'CONF-GONE')).toEqual([])
    const { findings } = await people.mara.ask(api.listFindings)
    expect(findings.filter((one) => one.advisoryId === 'CONF-GONE')).toEqual([])
    await bring(people.mara, aRevision({ id: 'CONF-KEPT', version: '1' }))
    const caseId = await decideCase(people, 'PLC-101', { advisoryId: 'CONF-KEPT' })
    const kept = { params: { id: 'CONF-KEPT' }, body: { reason: 'Imported by mistake' } }
    const [refusal] = await people.mara.refusalsOf(api.deleteAdvisory, kept)
    expect(refusal?.kind).toBe('cases-rest-on-it')
    expect(refusal?.what).toContain(caseId)
    expect(await found('tracking.id', 'CONF-KEPT')).toEqual(['CONF-KEPT'])
  })

  test('item 14: people comment on a document', async () => {
    await people.tomas.ask(api.commentOnAdvisory, { params, body: { text: 'Ask the integrator' } })
    const { comments } = await people.noor.ask(api.readAdvisoryDesk, { params })
    expect(comments.map(({ text, byName }) => [text, byName.split(' ')[0]])).toEqual([
      ['Ask the integrator', 'Tomas'],
    ])
  })

  test('item 15: a document is marked as read, and a newer version is unread again', async () => {
    const isRead = async (person: keyof People) => {
      const { advisories } = await search(people[person], {
        where: [{ field: 'tracking.id', is: 'equals', value: 'CONF-READ' }],
      })
      return advisories[0]?.isRead
    }
    const own = { params: { id: 'CONF-READ' } }
    await bring(people.mara, aRevision({ id: 'CONF-READ', version: '1' }))
    await people.tomas.ask(api.markAdvisoryRead, own)
    expect([await isRead('tomas'), await isRead('mara')]).toEqual([true, false])
    await bring(people.mara, aRevision({ id: 'CONF-READ', version: '2' }))
    expect(await isRead('tomas')).toBe(false)
  })

  test('item 16: documents are searched by every required field of the document', async () => {
    const terms = documentTerms(new TextEncoder().encode(first))
    if (!terms.ok) throw new Error(terms.refusal)
    const fields = Object.keys(terms.value).filter((one) => /^(?!product_tree|cv|aggr)/.test(one))
    expect(fields.length).toBe(14)
    for (const field of fields) {
      const value = terms.value[field]?.[0] ?? ''
      expect(await found(field, value, 'equals'), field).toContain('CONF-A')
      expect(await found(field, `${value}~`, 'equals'), field).not.toContain('CONF-A')
    }
  })

  test('item 17: documents are searched by CVE', async () => {
    expect(await found('cve', 'CVE-2019-3595')).toEqual(['CONF-B'])
  })

  test('item 18: documents are searched by properties of the product tree', async () => {
    const series = await found('product_tree.name', '1756-EN2T Series D')
    expect(series).toEqual(expect.arrayContaining(['CONF-A', 'CONF-B']))
    expect(await found('product_tree.product_id', 'EN2TR-C', 'equals')).toContain('CONF-A')
    expect(await found('product_tree.category', 'product_version_range')).toContain('CONF-A')
    expect(await found('product_tree.name', 'No such series')).toEqual([])
  })

  test('item 19: lists are filtered by several properties at once', async () => {
    const where = [
      { field: 'tracking.status', is: 'equals', value: 'interim' },
      { field: 'cvss', is: 'at-most', value: '3' },
      { field: 'product_tree.name', is: 'contains', value: 'series d' },
    ]
    expect(await idsFound(people.noor, { where })).toEqual(['CONF-B'])
    const none = [...where, { field: 'title', is: 'equals', value: 'Pumps that (stop)' }]
    expect(await idsFound(people.noor, { where: none })).toEqual([])
  })

  test('item 20: lists are sorted by every such property', async () => {
    for (const sort of advisoryFields) {
      const up = await idsFound(people.noor, { sort, order: 'up' })
      expect(up, sort).toEqual(expect.arrayContaining(['CONF-A', 'CONF-B']))
    }
    const order = async (sort: string, way: 'up' | 'down') => {
      const ids = await idsFound(people.noor, { sort, order: way })
      return ids.indexOf('CONF-A') < ids.indexOf('CONF-B')
    }
    expect([await order('title', 'up'), await order('title', 'down')]).toEqual([true, false])
    expect([await order('cve', 'up'), await order('cve', 'down')]).toEqual([false, true])
  })

  test('item 21: lists are sorted by CVSS and by the aggregate severity', async () => {
    const by = async (sort: string) => {
      const ids = await idsFound(people.noor, { sort, order: 'down' })
      return ids.filter((one) => one === 'CONF-A' || one === 'CONF-B')
    }
    expect(await by('cvss')).toEqual(['CONF-A', 'CONF-B'])
    expect(await by('aggregate_severity')).toEqual(['CONF-B', 'CONF-A'])
  })

  test('item 22: of one tracking id the latest version is known, in whichever order they come', async () => {
    const own = { id: 'CONF-LATE' }
    for (const version of ['1.10.0', '1.9.0', '2.0.0-rc.1', '1.2.0']) {
      await bring(people.mara, aRevision({ ...own, version }))
    }
    const view = await people.noor.ask(api.readRevisions, { params: own })
    expect(view.revisions.map(({ version }) => version)).toEqual([
      ...['2.0.0-rc.1', '1.10.0', '1.9.0', '1.2.0'],
    ])
    const foreign = aRevision({ ...own, version: '9.0.0' }, (raw) => {
      raw.document.publisher.namespace = 'https://somebody-else.example'
    })
    await bring(people.mara, foreign)
    expect(await found('tracking.id', 'CONF-LATE')).toHaveLength(2)
    const { version } = await people.noor.ask(api.readAdvisoryPage, { params: own })
    expect(version).toBe('2.0.0-rc.1')
  })

  test('item 23: the difference of two versions is shown, in words and in both texts', async () => {
    const own = { id: 'CONF-DIFF' }
    await bring(people.mara, aRevision({ ...own, version: '1' }))
    const second = aRevision({ ...own, version: '2' }, (raw) => {
      raw.document.title = 'Another title'
      const [fix] = raw.vulnerabilities[0]?.remediations ?? []
      if (fix !== undefined) fix.details = 'Update to 99.1'
    })
    await bring(people.mara, second, aRevision({ ...own, version: '3' }))
    const { revisions, changes: back } = await people.noor.ask(api.readRevisions, { params: own })
    expect(back.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['title', 'fix']))
    const query = { from: revisions[2]?.sha256 ?? '', to: revisions[1]?.sha256 ?? '' }
    const { changes } = await people.noor.ask(api.readRevisions, { params: own, query })
    const fix = changes.find(({ fact }) => fact === 'fix')
    expect(fix).toMatchObject({ after: 'Update to 99.1' })
    expect(fix?.before).not.toBe('Update to 99.1')
    expect(fix?.words).toContain('CVE-2023-3595: vendor fix changed')
  })
})
