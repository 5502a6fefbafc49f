import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const calm = 'exposure,urgency\nsmall,defer\ncontrolled,defer\nopen,defer'
const sharp = 'exposure,urgency\nsmall,scheduled\ncontrolled,out-of-cycle\nopen,immediate'

describe("a site's own decision table over the API", () => {
  const data = temporaryFolder('decision-tables')
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

  const named = { id: 'northbrook', version: '1', title: 'Table of the works' }

  test('is refused with the rows that stand in the way, and nothing changes', async () => {
    const holes = 'exposure,urgency\nsmall,defer\nopen,immediate'
    const falls = 'exposure,urgency\nsmall,defer\ncontrolled,immediate\nopen,scheduled'
    const refused = async (content: string) => {
      const body = { ...named, content }
      const refusals = await people.mara.refusalsOf(api.addDecisionTable, { body })
      return refusals.map((one) => one.what).join('; ')
    }
    expect(await refused(holes)).toBe('there is no row for Exposure controlled')
    expect(await refused(falls)).toMatch(/^row 2 and 3: Exposure open gives scheduled, calmer than/)
    expect((await people.noor.ask(api.listDecisionTables)).kept).toEqual([])
  })

  test('in force it acts beside SSVC, the higher of the two, and both are recorded', async () => {
    await people.mara.ask(api.addDecisionTable, { body: { ...named, content: calm } })
    const calmCase = await decideCase(people, 'PLC-103')
    const quiet = await people.noor.ask(api.readCase, { params: { id: calmCase } })
    const decided = quiet.case.decision?.urgency
    expect(decided?.bySite?.urgency).toBe('defer')
    expect(decided?.urgency).toBe(decided?.bySite?.ssvc)
    const body = { ...named, version: '2', content: sharp }
    const { sha256 } = await people.mara.ask(api.addDecisionTable, { body })
    const sharpCase = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
    const loud = await people.noor.ask(api.readCase, { params: { id: sharpCase } })
    const { bySite, urgency, tables } = loud.case.decision?.urgency ?? expect.fail('it is decided')
    expect(bySite?.table.sha256).toBe(sha256)
    expect(urgency).toBe(bySite?.urgency)
    expect(tables.map((one) => one.sha256)).toContain(sha256)
  })

  test('withdrawn, it can still be read under its digest, and old decisions stay', async () => {
    const { inForce } = await people.noor.ask(api.listDecisionTables)
    const body = { sha256: inForce ?? expect.fail('one is in force') }
    await people.mara.ask(api.withdrawDecisionTable, { body })
    const after = await people.noor.ask(api.listDecisionTables)
    expect(after.inForce).toBe(null)
    expect(after.kept.map((one) => one.table.version).sort()).toEqual(['1', '2'])
    const again = await people.mara.refusalsOf(api.withdrawDecisionTable, { body })
    expect(again.map((one) => one.kind)).toEqual(['table-not-in-force'])
    const { cases } = await people.noor.ask(api.listCases)
    expect(cases.every((one) => one.decision?.urgency.bySite !== undefined)).toBe(true)
  })
})
