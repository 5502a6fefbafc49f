import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const ADVISORY = 'HPDEMO-2026-005'
const WINCC = 'WINCC-V75'
const RUNTIME = 'WINCC-RT-V17'
const shipped = readFileSync(
  fileURLToPath(new URL('../../shipped/advisories/hpdemo-2026-005.json', import.meta.url)),
  'utf8',
)

/** The next revision, in which the two products have each other's id, and nothing else changed. */
function renumbered(): string {
  const swapped = shipped.replaceAll(/WINCC-V75|WINCC-RT-V17/g, (id) =>
    id === WINCC ? RUNTIME : WINCC,
  )
  const document = JSON.parse(swapped)
  const { tracking } = document.document
  const date = '2026-11-20T08:00:00Z'
  tracking.version = '2'
  tracking.current_release_date = date
  tracking.revision_history.push({ number: '2', date, summary: 'Numbered anew' })
  return JSON.stringify(document)
}

describe('a vendor numbers the products of an advisory anew', () => {
  const data = temporaryFolder('api-renumbered')
  let server: ServerProcess
  let people: People
  let caseId = ''

  const findingsOf = async (assetId: string) => {
    const query = { assetId, advisoryId: ADVISORY, open: 'true' as const }
    return (await people.noor.ask(api.listFindings, { query })).findings
  }
  const readCase = () => people.noor.ask(api.readCase, { params: { id: caseId } })

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    const body = { assetId: 'OS-01', advisoryId: ADVISORY, productId: RUNTIME }
    caseId = (await people.mara.ask(api.openCase, { body })).view.case.id
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  test('the product keeps its case, with what the vendor says of it and of no other', async () => {
    const before = await readCase()
    expect(before).toMatchObject({ finding: { productId: RUNTIME, caseId } })
    expect(before.fixed.length).toBeGreaterThan(0)
    const documents = [{ fileName: 'next.json', content: renumbered() }]
    await people.mara.ask(api.importAdvisories, { body: { documents } })
    expect(await findingsOf('OS-01')).toMatchObject([{ productId: WINCC, caseId }])
    const after = await readCase()
    const { productName } = before.finding
    expect(after).toMatchObject({
      finding: { productId: WINCC, productName, caseId },
      case: before.case,
      ...{ fixed: before.fixed, scores: before.scores, reversibility: before.reversibility },
      means: before.means,
    })
  })

  test('the product that took its id has none, and gets one of its own', async () => {
    const content =
      'Tag,Software name,Software version\nOS-01,Siemens SIMATIC WinCC,V7.5 SP2 Update 7'
    await people.tomas.ask(api.importAssets, { body: { content, source: 'software of stations' } })
    const body = { assetId: 'OS-01', advisoryId: ADVISORY, productId: RUNTIME }
    const casesOf = async () =>
      new Map((await findingsOf('OS-01')).map((one) => [one.productId, one.caseId]))
    expect(await casesOf()).toEqual(
      new Map([
        [RUNTIME, null],
        [WINCC, caseId],
      ]),
    )
    const { view } = await people.mara.ask(api.openCase, { body })
    expect(view.case.id).not.toBe(caseId)
    expect(await casesOf()).toEqual(
      new Map([
        [RUNTIME, view.case.id],
        [WINCC, caseId],
      ]),
    )
  })
})
