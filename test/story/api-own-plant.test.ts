import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as api from '@holdpoint/api'
import type { Role } from '@holdpoint/core'
import {
  type ImageFile,
  liveChannels,
  type RunningPlant,
  siteInventory,
  startPlant,
  writeShippedImages,
} from '@holdpoint/simplant'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boardSaysGo, decideCase, peopleAt, release, runAll, writePlan } from './patch-steps.ts'
import { ApiPerson, type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const crew: readonly (readonly [login: string, name: string, roles: Role[]])[] = [
  ['mara', 'Mara L.', ['ot-cybersecurity-lead']],
  ['tomas', 'Tomas O.', ['control-systems-engineer']],
  ['yuki', 'Yuki B.', ['control-systems-engineer']],
  ['priya', 'Priya N.', ['operations-manager']],
  ['sam', 'Sam D.', ['operator']],
  ['lena', 'Lena V.', ['maintenance-lead']],
  ['idris', 'Idris C.', ['plant-safety-officer']],
  ['noor', 'Noor A.', ['auditor']],
]

describe('a plant that its own people bring, without the demonstration', () => {
  const data = temporaryFolder('own-plant')
  const field = temporaryFolder('own-field')
  let server: ServerProcess
  let plant: RunningPlant
  let images: readonly ImageFile[]

  beforeAll(async () => {
    plant = await startPlant({ stateDir: field.path, bootMs: 60 })
    images = writeShippedImages(join(field.path, 'images'))
    server = await startServer({
      dataFolder: data.path,
      environment: { HOLDPOINT_PROFILE: 'plant', HOLDPOINT_SITE_ID: 'own' },
    })
  })

  afterAll(async () => {
    await server?.stop()
    await plant?.stop()
    data.remove()
    field.remove()
  })

  function administrator(): ApiPerson {
    const text = readFileSync(join(data.path, 'first-sign-in.txt'), 'utf8')
    const password = /^password: (.+)$/m.exec(text)?.[1] ?? ''
    return new ApiPerson(server.address, 'admin', password)
  }

  test('is empty at first, and names nobody', async () => {
    const session = await (await fetch(new URL('/api/session', server.address))).json()
    expect(session).toMatchObject({ person: null, demoPersons: [], demoFieldPanel: null })
    const { assets } = await administrator().ask(api.listAssets)
    expect(assets).toEqual([])
  })

  test('the administrator adds people, signs nothing, and never merges operations', async () => {
    const admin = administrator()
    for (const [login, name, roles] of crew) {
      const body = { login, name, roles, password: `holdpoint-demo-${login}` }
      await admin.ask(api.addPerson, { body })
    }
    const merged = await admin.refusalsOf(api.addPerson, {
      body: {
        login: 'both',
        name: 'Both',
        roles: ['operator', 'plant-safety-officer'],
        password: 'long enough for it',
      },
    })
    expect(merged.map((one) => one.kind)).toEqual(['operations-merged'])
    const sam = new ApiPerson(server.address, 'sam')
    const notHis = await sam.refusalsOf(api.changePerson, {
      params: { id: 'person-priya' },
      body: { roles: [], active: false },
    })
    expect(notHis.map((one) => one.kind)).toEqual(['not-your-role'])
  })

  test('whoever is put out of action is out at once, and a password is changed by its owner', async () => {
    const admin = administrator()
    const body = { login: 'temp', name: 'Temp', roles: [], password: 'first password of temp' }
    await admin.ask(api.addPerson, { body })
    const temp = new ApiPerson(server.address, 'temp', 'first password of temp')
    const next = 'second password of temp'
    const wrong = await temp.refusalsOf(api.changePassword, {
      body: { current: 'a guess', next },
    })
    expect(wrong.map((one) => one.kind)).toEqual(['reauthentication-refused'])
    await temp.ask(api.changePassword, { body: { current: 'first password of temp', next } })
    await new ApiPerson(server.address, 'temp', next).ask(api.listAssets)
    const params = { id: 'person-temp' }
    await admin.ask(api.changePerson, { params, body: { roles: [], active: false } })
    const out = await temp.refusalsOf(api.listAssets)
    expect(out.map((one) => one.kind)).toEqual(['not-signed-in'])
    const own = { params: { id: 'person-admin' }, body: { roles: [], active: true } }
    const refused = await admin.refusalsOf(api.changePerson, own)
    expect(refused.map((one) => one.kind)).toEqual(['own-access'])
  })

  test('inventory, credential, advisory and patch file come in, and a patch goes through', async () => {
    const people = peopleAt(server.address)
    const content = JSON.stringify(siteInventory(liveChannels(plant)))
    await people.tomas.ask(api.importAssets, {
      body: { content, source: 'our asset list' },
    })
    const { username, password } = plant.controller('PLC-103')
    await people.tomas.ask(api.setMaintenanceCredential, {
      params: { id: 'PLC-103' },
      body: { username, password },
    })
    const folder = fileURLToPath(new URL('../../shipped/advisories/', import.meta.url))
    const documents = ['001', '002', '003', '004'].map((number) => {
      const fileName = `hpdemo-2026-${number}.json`
      return { fileName, content: readFileSync(join(folder, fileName), 'utf8') }
    })
    await people.mara.ask(api.importAdvisories, { body: { documents } })
    const image = images.find((one) => one.version === 'SV3.51')
    await people.tomas.ask(api.addPatch, {
      body: {
        fileName: basename(image?.path ?? ''),
        contentBase64: readFileSync(image?.path ?? '').toString('base64'),
        source: 'download centre of the vendor',
        sourceVerifiedBy: 'Tomas O., by the signature',
      },
    })
    const caseId = await decideCase(people, 'PLC-103')
    const id = await writePlan(people, {
      caseId,
      assetTag: 'PLC-103',
      version: 'SV3.51',
      reversibleBasis: 'The vendor lets the old image be loaded again',
    })
    const params = { id }
    await boardSaysGo(people, id)
    await release(people, id)
    await runAll(people, id, ['backup', 'transfer', 'activate', 'read', 'confirm'])
    await people.sam.ask(api.acceptBackRoute, { params, body: { processState: 'dosing' } })
    await people.sam.ask(api.readTestRoute, { params, body: { testId: 'probe' } })
    await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 50 } })
    await people.tomas.ask(api.verifyFirmwareRoute, { params })
    await people.tomas.ask(api.recordLessonRoute, { params, body: { lesson: 'none' } })
    const closed = await people.tomas.ask(api.closeRoute, { params })
    expect(closed.view.change.validation.closedAs).toBe('installed')
  })
})
