import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { addDays } from '@holdpoint/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)
const advisory = readFileSync(shipped, 'utf8').replaceAll('HPDEMO-2026-001', 'SRC-1')

const kev = JSON.stringify({
  catalogVersion: '2026.11.01',
  dateReleased: '2026-11-01T12:00:00Z',
  vulnerabilities: [
    {
      cveID: 'CVE-2023-3595',
      vulnerabilityName: 'Out-of-bounds write',
      dateAdded: '2026-10-30',
      dueDate: '2026-11-20',
      knownRansomwareCampaignUse: 'Unknown',
    },
  ],
})

describe('the register of sources', () => {
  const folder = temporaryFolder('sources')
  let server: ServerProcess
  let people: People
  let today = ''
  let ownerId = ''

  beforeAll(async () => {
    server = await startServer({ dataFolder: join(folder.path, 'data') })
    people = peopleAt(server.address)
    const view = await people.noor.ask(api.listSources)
    expect(view.sources).toEqual([])
    today = view.today
    ownerId = view.people.find(({ name }) => name.startsWith('Tomas'))?.personId ?? ''
  })

  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })

  const row = async (id: string) =>
    (await people.noor.ask(api.listSources)).sources.find((one) => one.id === id)
  const add = (given: { id: string; kind: 'folder' | 'kev'; since: string }) =>
    people.mara.ask(api.registerSource, {
      body: { ...given, name: given.id.toUpperCase(), address: '', ownerId, reviewEveryDays: 35 },
    })
  const asked = async () => {
    const { needsMe } = await people.mara.ask(api.overview)
    return needsMe.filter(({ kind }) => kind === 'source')
  }

  test('says of each who answers for it, when it is reviewed next, and that nothing came yet', async () => {
    await add({ id: 'vendors', kind: 'folder', since: addDays(today, -40) })
    await add({ id: 'kev', kind: 'kev', since: today })
    expect(await row('vendors')).toMatchObject({
      ownerName: expect.stringMatching(/^Tomas/),
      standing: 'overdue',
      dueOn: addDays(today, -5),
      daysLeft: -5,
      broughtAt: null,
      coverage: 'Nothing came from it yet',
    })
    expect(await row('kev')).toMatchObject({ standing: 'running', daysLeft: 35, broughtAt: null })
  })

  test('a late review waits for attention and stands in the calendar, until it is done', async () => {
    const { counts } = await people.mara.ask(api.overview)
    expect(counts.advisories.coverage).toBe('2 sources are registered, 1 with a late review')
    expect(await asked()).toMatchObject([
      { id: 'vendors', what: 'Review the source', dueOn: addDays(today, -5), link: '/sources' },
    ])
    const calendar = async () => (await people.mara.ask(api.readClockCalendar)).content
    expect(await calendar()).toContain('SUMMARY:Review of source VENDORS: last day')
    const params = { id: 'vendors' }
    const body = { on: today, note: 'our vendors are all in it' }
    const [refused] = await people.noor.refusalsOf(api.reviewSource, { params, body })
    expect(refused?.kind).toBe('not-your-role')
    // Tomas owns it: an owner reviews, whatever the role.
    await people.tomas.ask(api.reviewSource, { params, body })
    expect(await asked()).toEqual([])
    expect((await row('vendors'))?.reviews).toMatchObject([{ on: today, isLate: true }])
    const due = addDays(today, 35).replaceAll('-', '')
    expect(await calendar()).toContain(`DTSTART;VALUE=DATE:${due}`)
  })

  test('what is handed over from a source gives it an age and a reach', async () => {
    const file = join(folder.path, 'one.json')
    writeFileSync(file, advisory)
    const mara = new TerminalPerson({ login: 'mara', server: server.address, folder: folder.path })
    const said = JSON.parse(await mara.says(`advisories import ${file} --source vendors`))
    expect(said).toMatchObject({ state: 'done', stored: 1 })
    const { broughtAt, coverage } = (await row('vendors')) ?? {}
    expect(Date.now() - Date.parse(broughtAt ?? '')).toBeLessThan(60_000)
    expect(coverage).toBe('1 of 1 documents are here, 0 refused')
    const unknown = await mara.tries(`advisories import ${file} --source nowhere`)
    expect(unknown.code).not.toBe(0)
    expect(unknown.err).toMatch(/nowhere/)
    const listed = JSON.parse(await mara.says('sources list'))
    expect(listed.sources).toHaveLength(2)
  })

  test('facts about vulnerabilities give theirs the day of their data', async () => {
    const body = { files: [{ fileName: 'kev.json', content: kev }] }
    await people.mara.ask(api.importEnrichment, { body })
    const { cves } = await people.noor.ask(api.readEnrichment)
    expect(await row('kev')).toMatchObject({
      dataOf: '2026.11.01',
      coverage: `names 1 of the ${cves} CVEs that our findings name`,
    })
  })

  test('an ended source asks nothing and takes nothing; the ledger tells of all of it', async () => {
    const params = { id: 'vendors' }
    await people.mara.ask(api.endSource, { params, body: { reason: 'the vendor publishes CSAF' } })
    expect(await row('vendors')).toMatchObject({ standing: 'ended', dueOn: null })
    const [refused] = await people.mara.refusalsOf(api.reviewSource, {
      params,
      body: { on: today, note: 'again' },
    })
    expect(refused?.what).toBe('VENDORS is ended: the vendor publishes CSAF')
    const { entries } = await people.noor.ask(api.readLedger)
    const words = entries.map((one) => one.words)
    expect(words).toContain('Source VENDORS registered, reviewed every 35 days')
    expect(words).toContain('From source vendors, handed over: 1 stored, 0 unchanged, 0 refused')
  })
})
