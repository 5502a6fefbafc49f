import * as api from '@holdpoint/api'
import { addDays, shippedThresholds } from '@holdpoint/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from './patch-steps.ts'
import { ApiPerson, type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { TerminalPerson } from './terminal.ts'

describe('releases and the clocks over the API', () => {
  const data = temporaryFolder('clocks')
  let server: ServerProcess
  let people: People
  let today: string

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    today = (await people.noor.ask(api.readClocks)).today
    const site = { evaluateWithinDays: null, decideWithinDays: null }
    await people.ruth.ask(api.setClockPolicy, { body: { jurisdictions: ['US'], site } })
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  const ago = (days: number) => addDays(today, -days)
  const list = () =>
    [
      'id,vendor,product,title,released,security',
      `KB1,Microsoft,Windows Server 2019,October,${ago(40)},yes`,
      `KB2,Microsoft,Windows Server 2019,November,${ago(10)},`,
      `KB3,Microsoft,Windows Server 2019,Colours,${ago(10)},no`,
      `KB4,Microsoft,Windows Server 2019,Last year,${ago(400)},yes`,
      'KB5,Microsoft,Windows Server 2019,No day,,yes',
    ].join('\n')
  const openReleases = async () => {
    const { clocks } = await people.noor.ask(api.readClocks)
    return clocks
      .filter(({ rule, stoppedOn }) => rule.clause.endsWith('guidelines') && stoppedOn === null)
      .map(({ subject, startedOn, standing }) => [subject, startedOn, standing])
      .toSorted()
  }

  test('a list whose source is none here starts nothing, and waits for the lead', async () => {
    const body = { kind: 'releases', source: 'Microsoft', content: list() } as const
    await people.mara.ask(api.importUpdates, { body })
    expect(await openReleases()).toEqual([])
    const { listsWithoutSource } = await people.noor.ask(api.readClocks)
    expect(listsWithoutSource).toEqual(['Microsoft'])
    const { needsMe } = await people.mara.ask(api.overview)
    expect(needsMe).toContainEqual(
      expect.objectContaining({
        what: 'Add it as a source of patches',
        title: 'Updates of Microsoft',
      }),
    )
  })

  test('once it is one, what it released since starts by itself, from the day of the release', async () => {
    const body = { id: 'ms', name: 'microsoft', since: ago(60) }
    await people.mara.ask(api.addPatchSource, { body })
    expect(await openReleases()).toEqual([
      ['Evaluation of KB1, of microsoft', ago(40), 'overdue'],
      ['Evaluation of KB2, of microsoft', ago(10), 'running'],
      ['Evaluation of KB5, of microsoft', today, 'running'],
    ])
    const { toEvaluate, listsWithoutSource } = await people.noor.ask(api.readClocks)
    expect(toEvaluate.map(({ patchId }) => patchId)).toEqual(['KB1', 'KB2', 'KB5'])
    expect(listsWithoutSource).toEqual([])
  })

  test('the same list again starts nothing twice; the evaluation ends it', async () => {
    const body = { kind: 'releases', source: 'Microsoft', content: list() } as const
    await people.mara.ask(api.importUpdates, { body })
    expect(await openReleases()).toHaveLength(3)
    await people.mara.ask(api.completeEvaluation, {
      body: { sourceId: 'ms', on: today, found: [], note: 'none of it stands here' },
    })
    expect(await openReleases()).toEqual([])
    expect((await people.noor.ask(api.readClocks)).toEvaluate).toEqual([])
  })

  test('of a vendor that qualifies, the day of its approval is the day of the release', async () => {
    await people.mara.ask(api.addPatchSource, {
      body: { id: 'dcs', name: 'DCS vendor', since: ago(60) },
    })
    const content = [
      'product,version,update,verdict,stated',
      `PCS 7,9.1,KB2,approved,${ago(5)}`,
      `PCS 7,9.0,KB2,approved,${ago(7)}`,
      `PCS 7,9.1,KB1,not approved,${ago(20)}`,
    ].join('\n')
    const body = { kind: 'qualifications', source: 'DCS vendor', content } as const
    await people.mara.ask(api.importUpdates, { body })
    expect(await openReleases()).toEqual([['Evaluation of KB2, of DCS vendor', ago(7), 'running']])
  })

  test('a calendar program reads the days at an address that is secret, until it ends', async () => {
    const made = await people.yuki.ask(api.makeCalendarAddress)
    const read = (path: string) => fetch(new URL(path, server.address))
    const feed = await read(made.path)
    expect([feed.status, feed.headers.get('content-type')]).toEqual([
      200,
      'text/calendar; charset=utf-8',
    ])
    const { content } = await people.noor.ask(api.readClockCalendar)
    const days = (text: string) => text.match(/^(UID|DTSTART).*$/gm)
    expect(days(await feed.text())).toEqual(days(content))
    expect(days(content)?.length).toBeGreaterThan(2)
    const second = await people.yuki.ask(api.makeCalendarAddress)
    expect((await read(made.path)).status).toBe(404)
    expect((await read(second.path)).status).toBe(200)
    await people.yuki.ask(api.endCalendarAddress)
    expect((await read(second.path)).status).toBe(404)
    const guessed = await read(`/calendar/${'A'.repeat(43)}.ics`)
    expect(await guessed.json()).toMatchObject({ refusals: [{ kind: 'no-such-address' }] })
    const [none] = await people.yuki.refusalsOf(api.endCalendarAddress)
    expect(none?.what).toBe('You have no address for a calendar program')
    const third = await people.yuki.ask(api.makeCalendarAddress)
    expect((await read(third.path)).status).toBe(200)
    const params = { id: 'person-yuki' }
    await new ApiPerson(server.address, 'admin').ask(api.changePerson, {
      params,
      body: { roles: [], active: false },
    })
    expect((await read(third.path)).status).toBe(404)
  })

  test('alarms are read, acknowledged and set at the terminal too', async () => {
    const given = { server: server.address, folder: data.path }
    const mara = new TerminalPerson({ login: 'mara', ...given })
    const { alarms } = await mara.asks(api.readAlarms)
    const raised = alarms.find(({ state }) => state === 'raised')
    expect(raised?.subject).toBe('Evaluation of DCS vendor')
    await mara.asks(api.acknowledgeAlarm, { id: raised?.id, note: 'tomorrow morning' })
    const after = await people.noor.ask(api.readAlarms)
    expect(after.alarms.find(({ id }) => id === raised?.id)).toMatchObject({
      state: 'acknowledged',
      acknowledged: { byName: 'Mara Lindqvist', note: 'tomorrow morning' },
    })
    const ruth = new TerminalPerson({ login: 'ruth', ...given })
    const half = { kind: 'share', percent: 50 } as const
    const thresholds = [{ of: 'K1', at: half, level: 'notice' } as const]
    const refused = await people.ruth.refusalsOf(api.setAlarmTable, { body: { thresholds } })
    expect(refused[0]?.what).toBe('No threshold watches K2')
    await ruth.asks(api.setAlarmTable, { thresholds: shippedThresholds })
    expect((await people.noor.ask(api.readAlarms)).set?.byName).toBe('Ruth Halloran')
  })
})
