import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decideCase, type People, peopleAt, writePlan } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe('an update that is planned with its file', { timeout: 120_000 }, () => {
  const data = temporaryFolder('planned-update')
  let server: ServerProcess
  let people: People
  let update = { releaseId: 'U-351', product: '' }
  let caseId = ''
  let changeId = ''

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    caseId = await decideCase(people, 'PLC-103')
    const { assets } = await people.noor.ask(api.listAssets)
    update = { ...update, product: assets.find((one) => one.tag === 'PLC-103')?.product ?? '' }
    const { cves } = (await people.noor.ask(api.readCase, { params: { id: caseId } })).finding
    const rows = [
      'id,vendor,product,released,to,cves',
      `U-351,A vendor,${update.product},2026-10-01,SV3.51,${cves.join(';')}`,
    ]
    await bring('releases', rows.join('\n'))
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const bring = (kind: 'releases' | 'qualifications', content: string) =>
    people.tomas.ask(api.importUpdates, { body: { kind, content, source: 'The vendor' } })
  const vendorSays = (verdict: string, on: string) =>
    bring(
      'qualifications',
      `product,update,verdict,stated\n${update.product},U-351,${verdict},${on}`,
    )
  const fileOf = async (version: string) => {
    const { patches } = await people.noor.ask(api.listPatches)
    return patches.find((one) => one.version === version)?.sha256 ?? ''
  }
  const shown = async () =>
    (await people.noor.ask(api.readCase, { params: { id: caseId } })).updates.map((one) => [
      one.release.id,
      one.files.map(({ version }) => version),
    ])

  test('is linked to a file of the library that is that version, by who may', async () => {
    expect(await shown()).toEqual([['U-351', []]])
    const link = async (over: object) => ({
      body: { ...update, sha256: await fileOf('SV3.51'), linked: true, ...over },
    })
    const refused = async (by: 'noor' | 'tomas', over: object) => {
      const refusals = await people[by].refusalsOf(api.linkUpdateFile, await link(over))
      return refusals.map((one) => one.kind)
    }
    expect(await refused('noor', {})).toEqual(['not-your-role'])
    expect(await refused('tomas', { releaseId: 'U-9' })).toEqual(['no-such-update'])
    expect(await refused('tomas', { sha256: 'a'.repeat(64) })).toEqual(['no-such-patch'])
    const { patches } = await people.noor.ask(api.listPatches)
    const other = patches.find((one) => one.version !== null && one.version !== 'SV3.51')
    expect(await refused('tomas', { sha256: other?.sha256 })).toEqual(['wrong-patch-file'])
    await people.tomas.ask(api.linkUpdateFile, await link({}))
    expect(await shown()).toEqual([['U-351', ['SV3.51']]])
    await people.tomas.ask(api.linkUpdateFile, await link({ linked: false }))
    expect(await shown()).toEqual([['U-351', []]])
  })

  test('is chosen for a change, whose plan takes no other file', async () => {
    const strange = { releaseId: 'U-9', product: update.product }
    const body = { caseId, title: 'Patch', update: strange }
    const refusals = await people.tomas.refusalsOf(api.openChange, { body })
    expect(refusals.map((one) => one.kind)).toEqual(['no-such-update'])
    const wish = { caseId, assetTag: 'PLC-103', version: 'SV3.51', reversibleBasis: 'It is said' }
    await expect(writePlan(people, { ...wish, update })).rejects.toThrow(/not linked to U-351/)
    const sha256 = await fileOf('SV3.51')
    await people.tomas.ask(api.linkUpdateFile, { body: { ...update, sha256, linked: true } })
    changeId = await writePlan(people, { ...wish, update })
    const view = await people.noor.ask(api.readChange, { params: { id: changeId } })
    expect(view.change.plan?.update).toEqual({ ...update, standing: 'not-stated' })
    expect(view.updateStanding).toBe('not-stated')
  })

  test('goes before no board while its vendor refuses it, and may be vetoed all the same', async () => {
    await vendorSays('not approved', '2026-11-01')
    const params = { id: changeId }
    const refusals = await people.tomas.refusalsOf(api.submitToBoard, { params })
    expect(refusals.map((one) => one.what)).toContain(
      'The change installs U-351, and a vendor there refuses it',
    )
    const view = await people.priya.ask(api.readChange, { params })
    expect(view.updateStanding).toBe('not-approved')
    const offered = (command: string) =>
      view.offers
        .find((one) => one.command === command)
        ?.refusals.some(({ kind }) => kind === 'not-qualified')
    expect([offered('submit-to-board'), offered('veto')]).toEqual([true, false])
    await vendorSays('approved', '2026-11-02')
    await people.tomas.ask(api.submitToBoard, { params })
    const after = await people.noor.ask(api.readChange, { params })
    expect([after.change.state, after.updateStanding]).toEqual(['before-board', 'approved'])
  })
})
