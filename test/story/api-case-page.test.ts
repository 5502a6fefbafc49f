import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const calm = 'exposure,urgency\nsmall,defer\ncontrolled,defer\nopen,defer'
const sharp = 'exposure,urgency\nsmall,immediate\ncontrolled,immediate\nopen,immediate'
const named = { id: 'northbrook', title: 'Table of the works' }
const kev = JSON.stringify({
  catalogVersion: '2026.11.01',
  dateReleased: '2026-11-01T12:00:00Z',
  vulnerabilities: [
    {
      ...{ cveID: 'CVE-2023-3595', vulnerabilityName: 'Out-of-bounds write' },
      ...{ dateAdded: '2026-10-30', dueDate: '2026-11-20', knownRansomwareCampaignUse: 'Unknown' },
    },
  ],
})

describe('a case with its four questions over the API', () => {
  const data = temporaryFolder('case-page')
  const tokens = temporaryFolder('case-page-tokens')
  let server: ServerProcess
  let people: People
  let decided = ''

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
    tokens.remove()
  })

  let opened = ''

  const opens = async (tag: string) => {
    const { findings } = await people.mara.ask(api.listFindings)
    const found = findings.find((one) => one.assetTag === tag && one.verdict === 'affected')
    const { assetId, advisoryId, productId } = found ?? expect.fail(`${tag} has a finding`)
    const body = { assetId, advisoryId, productId }
    return (await people.mara.ask(api.openCase, { body })).view
  }

  test('is filled in from the records of the plant, each with its source and age', async () => {
    const { evidence, openItems, wouldChange, case: found } = await opens('PLC-102')
    opened = found.id
    const said = Object.fromEntries(evidence.answers.map(({ item, value }) => [item, value]))
    expect(said).toMatchObject({
      ...{ exposure: 'controlled', serviceUsed: 'yes', nearSafetySystem: 'yes' },
    })
    for (const { source, asOf } of evidence.answers) {
      expect([source, asOf]).toEqual([
        expect.stringMatching(/demonstration plant/),
        expect.any(String),
      ])
    }
    const line = (name: string) => evidence.lines.find((one) => one.name === name)?.words
    expect(line('Attack vector')).toMatch(/CVE-2023-3595 over a network/)
    expect(line('It needs')).toMatch(/SW-101/)
    expect(line('CISA KEV')).toBeNull()
    expect(openItems.filter(({ owner }) => owner === 'operator')).toHaveLength(1)
    expect(wouldChange.words.length).toBeGreaterThan(0)
  })

  test('refuses an answer that contradicts a record, until its reason is given', async () => {
    const params = { id: opened }
    const answer = {
      ...({ exploitation: 'none', exposure: 'small', automatable: 'no' } as const),
      ...({ serviceUsed: 'yes', evidence: 'site walk' } as const),
    }
    const refused = await people.mara.refusalsOf(api.answerContext, { params, body: answer })
    expect(refused.map(({ kind }) => kind)).toEqual(['contradicts-evidence'])
    expect(refused[0]?.what).toMatch(/^Exposure: the evidence says controlled/)
    const reason = 'The cable was taken out on 3 November, work order 4711'
    const objections = [{ item: 'exposure', reason }] as const
    const { view } = await people.mara.ask(api.answerContext, {
      params,
      body: { ...answer, objections: [...objections] },
    })
    expect(view.case.context?.contradicts).toEqual([
      { item: 'exposure', evidenceSaid: 'controlled', reason },
    ])
  })

  test('keeps what its own table said, when that table is replaced', async () => {
    await people.mara.ask(api.addDecisionTable, {
      body: { ...named, version: '1', content: sharp },
    })
    decided = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
    await people.mara.ask(api.addDecisionTable, { body: { ...named, version: '2', content: calm } })
    const { readAgain, case: found } = await people.noor.ask(api.readCase, {
      params: { id: decided },
    })
    expect(found.decision?.urgency.urgency).toBe('immediate')
    expect(readAgain).toMatchObject({
      recorded: 'immediate',
      underItsOwn: 'immediate',
      missing: [],
    })
    expect(readAgain?.today).not.toBe('immediate')
    expect(readAgain?.goneTables.map(({ id, version }) => [id, version])).toEqual([
      ['northbrook', '1'],
    ])
  })

  test('asks CISA BOD 26-04 once the policy of the site says so, in a version that is recorded', async () => {
    const body = { bod2604: true, reason: 'Contract with a federal agency' }
    const refused = await people.yuki.refusalsOf(api.setTablePolicy, { body })
    expect(refused.map(({ kind }) => kind)).toEqual(['not-your-role'])
    expect(await people.mara.ask(api.setTablePolicy, { body })).toMatchObject({ version: 1 })
    const { policy } = await people.noor.ask(api.listDecisionTables)
    expect(policy).toMatchObject({ ...body, version: 1 })
    const { today, case: found } = await people.noor.ask(api.readCase, { params: { id: decided } })
    const bod = today.opinions?.find(({ table }) => table.id === 'cisa:DT_BOD2604')
    // Nobody said whether it is in KEV, nor how far it goes: both count as the worst.
    expect(bod).toMatchObject({ withinDays: 14, urgency: 'out-of-cycle' })
    expect(bod?.assumed).toHaveLength(2)
    expect(found.decision?.policyVersion).toBeUndefined()
  })

  test('asks again when a source becomes worse than the answer', async () => {
    const files = [{ fileName: 'kev.json', content: kev }]
    await people.mara.ask(api.importEnrichment, { body: { files, scoredOn: '2026-11-02' } })
    const params = { id: decided }
    const { openPoints, case: found } = await people.noor.ask(api.readCase, { params })
    expect(openPoints.map(({ kind }) => kind)).toContain('evidence-worse')
    const { needsMe } = await people.mara.ask(api.overview)
    const again = needsMe.find(
      ({ what, link }) => what === 'Look again: it is exploited' && link === `/cases/${decided}`,
    )
    expect(again?.reason).toMatch(/^KEV lists CVE-2023-3595 since 2026-10-30; answered was/)
    expect(found.state).toBe('decided')
    const body = { means: 'patch', reason: 'again' } as const
    const refused = await people.mara.refusalsOf(api.decideCaseRoute, { params, body })
    expect(refused.map(({ kind }) => kind)).toEqual(['evidence-worse'])
  })

  test('has no control that earned anything, so that none can be taken away', async () => {
    const params = { id: decided }
    const refused = await people.mara.refusalsOf(api.reviewCredits, { params, body: {} })
    expect(refused.map(({ kind }) => kind)).toEqual(['credits-hold'])
  })

  test('says at the terminal what would change it', async () => {
    const given = { login: 'noor', server: server.address, folder: tokens.path }
    const said = await new TerminalPerson(given).says('cases outlook', { id: decided })
    expect(said).toMatch(/instead of/)
    expect(said).toMatch(/Read again under its own tables: immediate, as recorded/)
  })
})
