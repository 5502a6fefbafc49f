import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

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
const epss = 'cve,epss,percentile\nCVE-2023-3595,0.12,0.93\nCVE-2023-3596,0.03,0.50\n'
const cveRecord = JSON.stringify({
  dataType: 'CVE_RECORD',
  cveMetadata: { cveId: 'CVE-2023-3595', state: 'PUBLISHED' },
  containers: {
    cna: {},
    adp: [
      {
        providerMetadata: { shortName: 'CISA-ADP' },
        metrics: [{ other: { type: 'ssvc', content: { options: [{ Automatable: 'Yes' }] } } }],
      },
    ],
  },
})

describe('facts about vulnerabilities over the API', () => {
  const data = temporaryFolder('enrichment')
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

  test('before an import no source says nothing: it was never asked', async () => {
    const { sources, cves } = await people.noor.ask(api.readEnrichment)
    expect(cves).toBeGreaterThan(5)
    expect(sources.map((one) => [one.kind, one.dataOf, one.covers])).toEqual([
      ['kev', null, null],
      ['epss', null, null],
      ['cisa', null, null],
    ])
  })

  test('a bad file is refused by name and place, and nothing of the import is taken', async () => {
    const before = await people.noor.ask(api.readEnrichment)
    const refused = async (fileName: string, content: string) => {
      const files = [
        { fileName: 'kev.json', content: kev },
        { fileName, content },
      ]
      const refusals = await people.mara.refusalsOf(api.importEnrichment, { body: { files } })
      return refusals.map((one) => one.what).join('; ')
    }
    expect(await refused('broken.json', '{"catalogVersion": ')).toMatch(/^broken\.json: line 1 /)
    expect(await refused('scores.csv', epss)).toBe(
      'scores.csv: line 1 does not say of which day the scores are',
    )
    expect(await refused('scores.csv', epss.replace('0.12', '12'))).toBe(
      'scores.csv: line 2 must be a CVE and two numbers from 0 to 1',
    )
    expect(await people.noor.ask(api.readEnrichment)).toEqual(before)
  })

  test('imported, each says how old it is and how many of ours it names', async () => {
    const files = [
      { fileName: 'kev.json', content: kev },
      { fileName: 'scores.csv', content: epss },
      { fileName: 'CVE-2023-3595.json', content: cveRecord },
    ]
    const body = { files, scoredOn: '2026-11-02' }
    expect(await people.mara.ask(api.importEnrichment, { body })).toMatchObject({
      kev: 1,
      epss: 2,
      cisa: 1,
    })
    const { sources } = await people.noor.ask(api.readEnrichment)
    expect(sources.map((one) => [one.kind, one.dataOf, one.covers])).toMatchObject([
      ['kev', '2026.11.01', 1],
      ['epss', '2026-11-02', expect.any(Number)],
      ['cisa', expect.any(String), 1],
    ])
  })

  test('a case is filled in from it, with the reasons; the person answers', async () => {
    const { findings } = await people.mara.ask(api.listFindings)
    const found = findings.find(
      (one) => one.assetTag === 'PLC-101' && one.cves.includes('CVE-2023-3595'),
    )
    const { assetId, advisoryId, productId } = found ?? expect.fail('PLC-101 has the finding')
    const opened = await people.mara.ask(api.openCase, { body: { assetId, advisoryId, productId } })
    const { suggested } = opened.view
    expect(suggested.exploitation).toBe('active')
    expect(suggested.automatable).toBe('yes')
    expect(suggested.reasons[0]).toBe(
      'CVE-2023-3595 is known to be exploited since 2026-10-30 (KEV 2026.11.01)',
    )
    expect(opened.view.case.context).toBe(null)
  })
})
