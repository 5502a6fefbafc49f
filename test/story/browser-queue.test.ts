import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe.skipIf(withoutChromium)(
  'the queue by keyboard (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-queue')
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

    test('like assets are found, marked and taken up together without a mouse', async ({
      onTestFailed,
    }) => {
      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-queue'))
      const keyboard = new Keyboard(visitor.page)
      await visitor.becomes('Mara')
      await visitor.opens('Findings')
      const search = visitor.page.getByRole('searchbox', { name: 'Search the queue' })
      await keyboard.types(search, 'WinCC Runtime')
      await keyboard.presses('Enter')
      const list = visitor.page.getByRole('grid', { name: /^Findings, worst first \(3 rows\)/ })
      await list.waitFor()
      await keyboard.reaches(list)
      await keyboard.presses('ArrowDown')
      const second = visitor.page.getByRole('region', { name: /^Finding for OS-02, / })
      await second.waitFor()
      await keyboard.presses('k')
      await visitor.page.getByRole('region', { name: /^Finding for OS-01, / }).waitFor()
      await keyboard.presses('x')
      await visitor.region('1 finding marked').waitFor()
      await visitor.page.getByText('3 assets are described in the same words').waitFor()
      await keyboard.follows(visitor.button('Mark all 3'))
      await visitor.region('3 findings marked').waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await keyboardFaults(visitor.page)).toEqual([])
      await keyboard.reaches(visitor.page.getByRole('radio', { name: 'Open a case for each' }))
      await keyboard.presses('Space')
      await keyboard.follows(visitor.button('Triage 3'))
      await visitor.page.getByText('3 cases taken').waitFor()
      const { cases } = await people.mara.ask(api.listCases)
      expect(cases.map(({ finding }) => finding.assetTag).sort()).toEqual([
        'OS-01',
        'OS-02',
        'OS-03',
      ])
      expect(visitor.complaints).toEqual([])
    })

    test('on a phone nothing scrolls sideways, and a row says all of itself', async () => {
      const visitor = await Visitor.at(await openScreen(browser, server))
      await visitor.becomes('Mara')
      await visitor.page.setViewportSize({ width: 390, height: 844 })
      await visitor.opens('Findings')
      const row = visitor.page.getByRole('row', { name: /^PLC-101 .*HPDEMO-2026-001/ }).first()
      await row.waitFor()
      expect(await row.textContent()).toContain('CVE-2023-3595')
      expect(await sidewaysScroll(visitor.page)).toBeNull()
    })
  },
)

describe('many cases at once', () => {
  const data = temporaryFolder('triage-many')
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

  test('what the findings rest on is said with its age, and whether anything changed since', async () => {
    const { run, isBehind } = await people.noor.ask(api.readMatching)
    const { assets } = await people.noor.ask(api.listAssets)
    expect(isBehind).toBe(false)
    expect(run?.assets).toBe(assets.length)
    expect(Date.parse(run?.at ?? '')).toBeGreaterThan(0)
  })

  test('each is judged for itself: what may be is done, what may not is refused by name', async () => {
    const { findings } = await people.mara.ask(api.listFindings, { query: { open: 'true' } })
    const review = findings.find(({ verdict }) => verdict === 'review')
    const affected = findings.find(({ verdict }) => verdict === 'affected')
    if (review === undefined || affected === undefined) throw new Error('the demo has both')
    const keys = [review, affected].map(({ assetId, advisoryId, productId }) => {
      return { assetId, advisoryId, productId }
    })
    const gone = { ...keys[0], productId: 'CSAFPID-none' } as (typeof keys)[number]
    const ruling = { verdict: 'not-affected', reason: 'Another product, by its label' } as const
    const body = { findings: [...keys, gone], ruling }
    const done = await people.mara.ask(api.triageMany, { body })
    expect(done.taken.map(({ assetTag }) => assetTag)).toEqual([review.assetTag])
    expect(done.refused.map(({ refusals }) => refusals[0]?.kind)).toEqual([
      'not-in-review',
      'no-such-finding',
    ])
    const [first] = done.taken
    const shown = await people.mara.ask(api.readCase, { params: { id: first?.caseId ?? '' } })
    expect(shown.case.finding.assetTag).toBe(review.assetTag)
    const { cases } = await people.mara.ask(api.listCases)
    expect(cases.map(({ finding }) => finding.assetTag)).toEqual([review.assetTag])
    const bySam = await people.sam.ask(api.triageMany, { body: { findings: keys.slice(1) } })
    expect(bySam).toMatchObject({ leaf: null, taken: [], refused: [{ refusals: [{}] }] })
  })
})
