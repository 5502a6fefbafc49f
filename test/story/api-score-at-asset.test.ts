import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe('the score at one asset, over the API', () => {
  const data = temporaryFolder('score')
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

  test('it follows the criticality at once, and the exposure only when somebody answered', async () => {
    const { mara } = people
    const { findings } = await mara.ask(api.listFindings)
    const finding = findings.find(
      (one) => one.assetTag === 'PLC-101' && one.cves.includes('CVE-2023-3595'),
    )
    if (finding === undefined) throw new Error('no finding of CVE-2023-3595 on PLC-101')
    const { assetId, advisoryId, productId } = finding
    const { view } = await mara.ask(api.openCase, { body: { assetId, advisoryId, productId } })
    const before = view.scores.find((one) => one.vulnerability === 'CVE-2023-3595')
    expect(before).toMatchObject({ published: 9.8, here: 9.8, severity: 'CRITICAL' })
    expect(before?.vector).toMatch(/\/IR:H\/AR:H$/)
    expect(before?.reasons.join('\n')).toMatch(/Exposure unknown: .* stays as published/)

    const answer = { exploitation: 'none', exposure: 'controlled', automatable: 'no' } as const
    const answered = await mara.ask(api.answerContext, {
      params: { id: view.case.id },
      body: { ...answer, serviceUsed: 'yes', evidence: 'reachability of the cell' },
    })
    const after = answered.view.scores.find((one) => one.vulnerability === 'CVE-2023-3595')
    expect(after).toMatchObject({ published: 9.8, here: 8.8, severity: 'HIGH' })
    expect(after?.vector).toMatch(/\/IR:H\/AR:H\/MAV:A$/)
    expect(answered.view.finding.highestScore).toBe(9.8)
  })
})
