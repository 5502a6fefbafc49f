import * as api from '@holdpoint/api'
import { invariant } from '@holdpoint/std'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  giveOneWayGo,
  type People,
  peopleAt,
  release,
  runAll,
  writePlan,
} from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'

const advisoryId = 'ICSA-23-193-01'
const data = testData()

/** What a plant may own of series A: the firmware has a signed and an unsigned line. */
const seriesA = [
  { tag: 'A-5008-UNSIGNED', firmware: '5.008', firmwareLine: 'unsigned', says: 'affected' },
  { tag: 'A-5009-UNSIGNED', firmware: '5.009', firmwareLine: 'unsigned', says: 'not-affected' },
  { tag: 'A-5028-SIGNED', firmware: '5.028', firmwareLine: 'signed', says: 'affected' },
  { tag: 'A-LINE-UNKNOWN', firmware: '5.009', firmwareLine: '', says: 'review' },
  {
    tag: 'SERIES-UNKNOWN',
    firmware: '5.008',
    firmwareLine: 'unsigned',
    series: '',
    says: 'review',
  },
] as const

describe.skipIf(data === null)('a real advisory (needs the outside test data)', () => {
  const folder = temporaryFolder('real-advisory')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: folder.path })
    people = peopleAt(server.address)
    const file = advisoryFiles(data ?? '').find(({ path }) => path.includes('icsa-23-193-01'))
    invariant(file !== undefined, 'the advisory is in the outside test data')
    const content = new TextDecoder().decode(file.bytes)
    const body = { documents: [{ fileName: 'icsa-23-193-01.json', content }] }
    const imported = await people.mara.ask(api.importAdvisories, { body })
    expect(imported).toMatchObject({ stored: 1, refused: [] })
  })

  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })

  async function verdictsOf(tag: string): Promise<ReadonlySet<string>> {
    const { findings } = await people.mara.ask(api.listFindings)
    const found = findings.filter((one) => one.assetTag === tag && one.advisoryId === advisoryId)
    return new Set(found.map((one) => one.verdict))
  }

  test('a series D module is affected, is patched one-way, and the finding is gone', async () => {
    expect(await verdictsOf('PLC-101')).toContain('affected')
    const caseId = await decideCase(people, 'PLC-101', { advisoryId })
    const id = await writePlan(people, {
      caseId,
      assetTag: 'PLC-101',
      version: '11.004',
      reversibleBasis: 'somebody hopes so',
    })
    const params = { id }
    const { change } = await people.tomas.ask(api.readChange, { params })
    expect(change.plan?.reversibility).toBe('one-way')
    expect(change.plan?.reversibilityBasis).toMatch(/^The advisory: /)
    await boardSaysGo(people, id)
    await release(people, id)
    await runAll(people, id, ['backup', 'transfer'])
    await giveOneWayGo(people, id, 'activate')
    await runAll(people, id, ['activate', 'read', 'confirm'])
    await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'running' } })
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 50 } })
    await people.tomas.ask(api.verifyFirmwareRoute, { params })
    await people.tomas.ask(api.recordLessonRoute, { params, body: { lesson: 'none' } })
    const closed = await people.tomas.ask(api.closeRoute, { params })
    expect(closed.view.change.validation).toMatchObject({
      closedAs: 'installed',
      rematch: { verdict: 'not-affected', firmware: '11.004' },
    })
    const verdicts = await verdictsOf('PLC-101')
    expect(verdicts).not.toContain('affected')
    expect(verdicts).not.toContain('review')
  })

  test('series A has two lines of firmware, and what is not known goes to a person', async () => {
    const header = 'tag,kind,vendor,product,orderNumber,series,firmware,firmwareLine,zone,level'
    const rows = seriesA.map((one) => {
      const series = 'series' in one ? one.series : 'A'
      const product = series === '' ? '1756-EN2T' : `1756-EN2T/${series}`
      return `${one.tag},plc,Rockwell Automation,${product},1756-EN2T,${series},${one.firmware},${one.firmwareLine},control,1`
    })
    const content = [header, ...rows].join('\n')
    const body = { content, source: 'site walk' }
    await people.tomas.ask(api.importAssets, { body })
    for (const { tag, says } of seriesA) {
      const verdicts = await verdictsOf(tag)
      const worst = ['affected', 'review'].find((one) => verdicts.has(one)) ?? 'not-affected'
      expect({ tag, worst }).toEqual({ tag, worst: says })
    }
  })
})
