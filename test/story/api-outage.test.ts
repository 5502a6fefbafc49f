import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  boardSaysGo,
  decideCase,
  type People,
  peopleAt,
  release,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe('k of n must stay alive', { timeout: 180_000 }, () => {
  const data = temporaryFolder('outage')
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

  const records = (assets: readonly object[], source = 'Works list') =>
    people.tomas.ask(api.importAssets, { body: { content: JSON.stringify(assets), source } })
  const outage = (assets: string) => people.noor.ask(api.readOutage, { query: { assets } })
  const station = (at: number, more: object) => ({
    ...{ tag: `OS-9${at}`, vendor: 'Dell', product: 'OptiPlex', kind: 'operator-station' },
    ...{ redundancyGroup: 'STATIONS-9', ...more },
  })

  test('without a number nothing goes together; with one the stages follow, and what darkens counts', async () => {
    await records([1, 2, 3, 4].map((at) => station(at, {})))
    const all = 'OS-91,OS-92,OS-93,OS-94'
    expect((await outage(all)).stages).toEqual([['OS-91'], ['OS-92'], ['OS-93'], ['OS-94']])
    expect((await outage('OS-91')).groups).toMatchObject([{ keeps: null, standing: 'unknown' }])
    const needs = { dependsOn: ['LIC-9'] }
    await records([
      ...[1, 2, 3, 4].map((at) => station(at, { redundancyKeeps: 2, ...(at < 4 ? needs : {}) })),
      { tag: 'LIC-9', vendor: 'Dell', product: 'PowerEdge', kind: 'licence-server' },
    ])
    expect(await outage(all)).toMatchObject({
      groups: [{ standing: 'breaks' }],
      stages: [
        ['OS-91', 'OS-92'],
        ['OS-93', 'OS-94'],
      ],
      never: [],
    })
    expect(await outage('LIC-9')).toMatchObject({
      groups: [{ lost: ['OS-91', 'OS-92', 'OS-93'], standing: 'breaks' }],
      never: [
        {
          tag: 'LIC-9',
          because: ['STATIONS-9: 1 of 4 stay alive without OS-91, OS-92, OS-93; 2 must'],
        },
      ],
    })
    const { group, outage: alone } = await people.noor.ask(api.readAssetFacts, {
      params: { id: 'OS-91' },
    })
    expect(group?.stages).toEqual([
      ['OS-91', 'OS-92'],
      ['OS-93', 'OS-94'],
    ])
    expect(alone.map(({ standing }) => standing)).toEqual(['holds'])
    const refusals = await people.noor.refusalsOf(api.readOutage, { query: { assets: 'OS-91,X' } })
    expect(refusals.map((one) => one.what)).toEqual(['The inventory has no asset "X"'])
  })

  test('work on two members at once is not released where too few would stay', async () => {
    const change = async (assetTag: string, version: string) => {
      const caseId = await decideCase(people, assetTag)
      const wish = { caseId, assetTag, version, reversibleBasis: 'The vendor says so' }
      const id = await writePlan(people, wish)
      await boardSaysGo(people, id)
      return id
    }
    const first = await change('PLC-103', 'SV3.51')
    const second = await change('PLC-101', '11.004')
    const groupOf = (tags: readonly string[]) =>
      records(
        tags.map((tag) => ({ tag, redundancyGroup: 'PAIR', redundancyKeeps: 1 })),
        'Pairs',
      )
    await groupOf(['PLC-101', 'PLC-103'])
    await release(people, first)
    const params = { id: second }
    const body = { processState: 'night', permit: 'PTW-2' }
    const refusals = await people.sam.refusalsOf(api.releaseRoute, { params, body })
    expect(refusals.map((one) => one.what)).toEqual([
      'With work on PLC-103 under way, PAIR: 0 of 2 stay alive without PLC-101, PLC-103; 1 must',
    ])
    const { offers } = await people.sam.ask(api.readChange, { params })
    const offered = offers.find((one) => one.command === 'release')
    expect(offered?.refusals.map(({ kind }) => kind)).toContain('group-outage')
    await groupOf(['PLC-102'])
    await release(people, second)
  })
})
