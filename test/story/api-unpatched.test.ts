import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

const shipped = fileURLToPath(
  new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url),
)

/** The shipped advisory under another number, whose vendor repairs it or never will. */
function anAdvisory(version: string, category: 'no_fix_planned' | 'vendor_fix'): string {
  const document = JSON.parse(readFileSync(shipped, 'utf8'))
  const { tracking } = document.document
  tracking.id = 'HPDEMO-2026-901'
  tracking.version = version
  const [first] = tracking.revision_history
  const number = (at: number) => ({ ...first, number: `${at + 1}` })
  tracking.revision_history = Array.from({ length: Number(version) }, (_, at) => number(at))
  for (const vulnerability of document.vulnerabilities) {
    for (const remediation of vulnerability.remediations) {
      if (remediation.category !== 'vendor_fix') continue
      remediation.category = category
      if (category === 'no_fix_planned') remediation.details = 'No fix is planned.'
    }
  }
  return JSON.stringify(document)
}

describe('what stays without a patch', () => {
  const data = temporaryFolder('unpatched')
  const tokens = temporaryFolder('unpatched-tokens')
  let server: ServerProcess
  let people: People
  let caseId = ''

  const imports = (version: string, category: 'no_fix_planned' | 'vendor_fix') => {
    const documents = [{ fileName: 'own.json', content: anAdvisory(version, category) }]
    return people.mara.ask(api.importAdvisories, { body: { documents } })
  }

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    await imports('1', 'no_fix_planned')
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
    tokens.remove()
  })

  test('is decided by other means, each with its reasons, and never by a patch', async () => {
    const decision = { means: 'replace', replaceBy: '2099-03-31', reason: 'by then' } as const
    caseId = await decideCase(people, 'PLC-101', { advisoryId: 'HPDEMO-2026-901', decision })
    const params = { id: caseId }
    const { means, case: found } = await people.noor.ask(api.readCase, { params })
    expect(means.unpatchable).toEqual(['no-fix'])
    expect(means.standings.map((one) => [one.means, one.standing])).toContainEqual([
      ...['patch', 'not-possible'],
    ])
    expect(found.decision?.term).toMatchObject({
      ...{ replaceBy: '2099-03-31', unpatchable: ['no-fix'], renewals: [] },
    })
    const again = { means: 'patch', reason: 'all the same' } as const
    const refused = await people.mara.refusalsOf(api.decideCaseRoute, { params, body: again })
    expect(refused.map(({ kind }) => kind)).toEqual(['means-not-possible'])
    expect(refused[0]?.what).toContain('No fix is planned')
  })

  test('stands in the register and in the calendar until its day, also at the terminal', async () => {
    const { rows } = await people.sam.ask(api.listUnpatched)
    expect(rows).toMatchObject([
      { caseId, means: 'replace', standing: 'stands', patchHasCome: false },
    ])
    const { content } = await people.mara.ask(api.readClockCalendar)
    expect(content).toContain('DTSTART;VALUE=DATE:20990331')
    const mara = new TerminalPerson({ login: 'mara', server: server.address, folder: tokens.path })
    const renewed = await mara.says('cases renew', { id: caseId, reason: 'walked the line' })
    expect(JSON.stringify(renewed)).toContain('walked the line')
    const early = await people.mara.refusalsOf(api.reviewTerm, { params: { id: caseId } })
    expect(early.map(({ kind }) => kind)).toEqual(['term-stands'])
  })

  test('of a finding that is not there nobody says that it has none alike', async () => {
    const query = { assetId: 'PLC-101', advisoryId: 'HPDEMO-2026-901', productId: 'none' }
    const refused = await people.mara.refusalsOf(api.likeFindings, { query })
    expect(refused.map(({ kind }) => kind)).toEqual(['no-such-finding'])
  })

  test('is not renewed once a patch has come, and the register says that one has', async () => {
    await imports('2', 'vendor_fix')
    const { rows } = await people.sam.ask(api.listUnpatched)
    expect(rows.map(({ patchHasCome }) => patchHasCome)).toEqual([true])
    const body = { reason: 'walked the line again' }
    const refused = await people.mara.refusalsOf(api.renewMeans, { params: { id: caseId }, body })
    expect(refused.map(({ kind }) => kind)).toContain('patch-possible')
  })
})
