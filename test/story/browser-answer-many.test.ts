import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const keyOf = ({ assetId, advisoryId, productId }: api.FindingRow) => {
  return { assetId, advisoryId, productId }
}

describe('the four questions for many cases at once', () => {
  const data = temporaryFolder('answer-many')
  let server: ServerProcess
  let people: People
  let keys: ReturnType<typeof keyOf>[] = []

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    people = peopleAt(server.address)
    const { findings } = await people.mara.ask(api.listFindings, {
      query: { text: 'PLC-201' },
    })
    keys = findings.filter(({ verdict }) => verdict === 'affected').map(keyOf)
  })

  afterAll(async () => {
    await server?.stop()
    data.remove()
  })

  test('what is recorded of each is said before anybody is asked, and nothing is opened', async () => {
    expect(keys).toHaveLength(2)
    const { items, impacts, gone } = await people.mara.ask(api.askMany, {
      body: { findings: [...keys, { ...(keys[0] as (typeof keys)[0]), productId: 'none' }] },
    })
    expect(gone).toHaveLength(1)
    expect(impacts).toEqual([])
    for (const one of items) {
      const tags = [...one.recorded.flatMap(({ assetTags }) => assetTags), ...one.silent]
      expect(tags.sort()).toEqual(['PLC-201A', 'PLC-201B'])
    }
    expect((await people.mara.ask(api.listCases)).cases).toEqual([])
  })

  test('an answer that the record of a case contradicts is refused there, and opens no case', async () => {
    const { items } = await people.mara.ask(api.askMany, { body: { findings: keys } })
    const recorded = items.find(({ item }) => item === 'exposure')?.recorded ?? []
    expect(recorded).toHaveLength(1)
    const exposure = recorded[0]?.value === 'open' ? 'small' : 'open'
    const said = { exploitation: 'none', exposure, automatable: 'no', serviceUsed: 'yes' } as const
    const told = await people.mara.ask(api.answerMany, {
      body: { findings: keys, answer: { question: 'context', said, evidence: 'site walk' } },
    })
    expect(told).toMatchObject({ leaf: null, taken: [] })
    expect(told.refused.map(({ refusals }) => refusals[0]?.kind)).toEqual(
      keys.map(() => 'contradicts-evidence'),
    )
    expect((await people.mara.ask(api.listCases)).cases).toEqual([])
  })

  test('the four questions are answered for all, and operations confirms what the engineer wrote', async () => {
    const said = { exploitation: 'none', automatable: 'no', serviceUsed: 'yes' } as const
    const answer = { question: 'context', said, evidence: 'site walk' } as const
    const told = await people.mara.ask(api.answerMany, { body: { findings: keys, answer } })
    expect(told.taken.map(({ assetTag }) => assetTag).sort()).toEqual(['PLC-201A', 'PLC-201B'])
    const placed = await people.mara.ask(api.answerMany, {
      body: {
        findings: keys,
        answer: {
          question: 'placement',
          said: { safetyImpact: 'marginal', missionImpact: 'degraded' },
          evidence: 'hazard study 4',
        },
      },
    })
    expect(placed.refused).toEqual([])
    await people.mara.ask(api.answerMany, {
      body: { findings: keys, answer: { question: 'controls', claimed: [], evidence: 'none' } },
    })
    const none = await people.sam.ask(api.answerMany, {
      body: { findings: keys, answer: { question: 'confirm-impact' } },
    })
    expect(none.refused.map(({ refusals }) => refusals[0]?.kind)).toEqual(
      keys.map(() => 'nothing-to-confirm'),
    )
    const impact = {
      ifItFails: 'One pump has no controller',
      lineStops: 'no',
      toleratedFrom: 'any',
      toleratedMinutes: 60,
    } as const
    await people.yuki.ask(api.answerMany, {
      body: { findings: keys, answer: { question: 'impact', answer: impact } },
    })
    const { impacts } = await people.sam.ask(api.askMany, { body: { findings: keys } })
    expect(impacts).toMatchObject([{ ...impact, assetTags: ['PLC-201A', 'PLC-201B'] }])
    await people.sam.ask(api.answerMany, {
      body: { findings: keys, answer: { question: 'confirm-impact' } },
    })
    const { cases } = await people.mara.ask(api.listCases)
    for (const one of cases) {
      const { openPoints } = await people.mara.ask(api.readCase, { params: { id: one.id } })
      expect(openPoints.filter(({ kind }) => kind !== 'in-review')).toEqual([])
      expect(one.impact?.by).toHaveLength(2)
    }
  })
})

describe.skipIf(withoutChromium)(
  'the four questions for many cases by keyboard (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-answer-many')
    let server: ServerProcess
    let browser: Browser
    let people: People

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      people = peopleAt(server.address)
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    test('like assets are marked, and answered with one form that says what is recorded', async ({
      onTestFailed,
    }) => {
      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-answer-many'))
      const keyboard = new Keyboard(visitor.page)
      await visitor.becomes('Mara')
      await visitor.opens('Findings')
      await keyboard.types(
        visitor.page.getByRole('searchbox', { name: 'Search the queue' }),
        'PLC-201',
      )
      await keyboard.presses('Enter')
      const list = visitor.page.getByRole('grid', { name: /^Findings, worst first \(2 rows\)/ })
      await keyboard.reaches(list)
      await keyboard.presses('x')
      await keyboard.follows(visitor.button('Mark all 2'))
      const asking = visitor.region('Answer a question for all of them')
      await keyboard.reaches(visitor.page.getByRole('radio', { name: 'Context' }))
      await keyboard.presses('Space')
      await asking.getByText('Recorded; it stands for each as it is').first().waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await keyboardFaults(visitor.page)).toEqual([])
      await visitor.picks('Known exploitation', 'None known')
      await visitor.answers('Can the attack be automated?', 'No')
      await visitor.writes('Evidence for the answer on context', 'Site walk of the control room')
      await keyboard.follows(visitor.button('Answer context for each'))
      await visitor.page.getByText('2 cases taken').waitFor()
      const { cases } = await people.mara.ask(api.listCases)
      expect(cases.map(({ context }) => context?.evidence)).toEqual(
        cases.map(() => 'Site walk of the control room'),
      )
      expect(cases).toHaveLength(2)
      expect(visitor.complaints).toEqual([])
    })
  },
)
