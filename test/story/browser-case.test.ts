import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe.skipIf(withoutChromium)('a case (needs Chromium)', { timeout: STORY_MS_MAX }, () => {
  const data = temporaryFolder('browser-case')
  let server: ServerProcess
  let browser: Browser
  let people: People
  let id = ''

  beforeAll(async () => {
    server = await startServer({ dataFolder: data.path })
    browser = await openBrowser()
    people = peopleAt(server.address)
    const { findings } = await people.mara.ask(api.listFindings)
    const found = findings.find((one) => one.assetTag === 'PLC-101' && one.verdict === 'affected')
    const { assetId, advisoryId, productId } = found ?? expect.fail('PLC-101 has a finding')
    const opened = await people.mara.ask(api.openCase, { body: { assetId, advisoryId, productId } })
    id = opened.view.case.id
    await people.mara.ask(api.setTablePolicy, { body: { bod2604: true, reason: 'Contract' } })
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    data.remove()
  })

  const bothSayWhatHappens = async () => {
    const body = {
      ...({ ifItFails: 'The inlet closes', lineStops: 'yes', toleratedMinutes: 20 } as const),
      toleratedFrom: 'Tank above 60 %',
    }
    for (const person of [people.yuki, people.sam]) {
      await person.ask(api.answerImpact, { params: { id }, body })
    }
  }

  test('is answered by keyboard alone: confirmed, contradicted with a reason, and decided', async ({
    onTestFailed,
  }) => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    onTestFailed(() => visitor.leavesPicture('browser-case'))
    const { page } = visitor
    await visitor.becomes('Mara')
    await page.goto(`/cases/${id}`)
    const keyboard = new Keyboard(page)
    const strip = visitor.region('How urgent')
    await strip.getByText(/^8 answers of the OT cybersecurity lead/).waitFor()
    await keyboard.types(page.getByRole('combobox', { name: 'Known exploitation' }), '')
    await keyboard.presses('ArrowDown')
    await keyboard.presses('ArrowDown')
    const no = page.getByRole('group', { name: 'Can the attack be automated?' }).getByRole('radio')
    await keyboard.reaches(no.first())
    await keyboard.presses('ArrowDown')
    const why = page.getByRole('textbox', { name: 'Evidence for the context' })
    await keyboard.types(why, 'Advisory and site walk')
    await keyboard.follows(visitor.button('Record the context'))
    await visitor.lastAct().filter({ hasText: 'Record the context' }).waitFor()
    const context = visitor.region('Question 1: context')
    await visitor.status(context, 'Answered').waitFor()

    const contradict = visitor.button('Contradict near a safety system')
    await keyboard.follows(contradict)
    expect(await keyboard.isOn(contradict)).toBe(true)
    const near = page.getByRole('group', { name: 'Near a safety system, otherwise than recorded' })
    await keyboard.reaches(near.getByRole('radio').first())
    await keyboard.presses('ArrowDown')
    await visitor.picks('Safety impact', 'Marginal')
    await visitor.picks('Mission impact', 'An essential function fails')
    await keyboard.types(page.getByRole('textbox', { name: 'Evidence for the placement' }), 'Study')
    await keyboard.follows(visitor.button('Record the placement'))
    await page
      .getByRole('alert')
      .or(page.getByText(/the evidence says yes/))
      .first()
      .waitFor()
    const reason = page.getByRole('textbox', { name: 'Why near a safety system is otherwise' })
    await keyboard.types(reason, 'The link was cut in May, work order 4711')
    await keyboard.follows(visitor.button('Record the placement'))
    const placement = visitor.region('Question 2: placement')
    await placement.getByText(/No, where the record says yes: The link was cut in May/).waitFor()
    await keyboard.types(page.getByRole('textbox', { name: 'Evidence for the controls' }), 'None')
    await keyboard.follows(visitor.button('Record the controls'))
    await visitor.status(visitor.region('Question 3: controls'), 'Answered').waitFor()

    await bothSayWhatHappens()
    await page.reload()
    await strip.getByText('Nothing; it can be decided').waitFor()
    await keyboard.reaches(page.getByRole('combobox', { name: 'Means' }))
    await keyboard.presses('ArrowDown')
    await keyboard.types(page.getByRole('textbox', { name: 'Reason for the means' }), 'It fits')
    await keyboard.follows(visitor.button('Decide the case'))
    await strip.getByText('Urgency, decided').waitFor()
    // The browser itself logs the refusal that was provoked.
    expect(visitor.complaints.filter((one) => !one.includes('409 (Conflict)'))).toEqual([])
  })

  test('says at its top how urgent it is, by when, and what would change that', async () => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    await visitor.becomes('Yuki')
    await visitor.page.goto(`/cases/${id}`)
    const strip = visitor.region('How urgent')
    await strip.getByText(/CISA BOD 26-04 remediation timelines: /).waitFor()
    await strip.getByText(/\d{4}-\d\d-\d\d: \d+ days from the opening of the case/).waitFor()
    await strip
      .getByText(/instead of|known to be|Together:/)
      .first()
      .waitFor()
    await strip.getByText('Human impact', { exact: false }).first().waitFor()
  })

  test('is decided otherwise than proposed, until a day, and stands on after a look', async () => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    const keyboard = new Keyboard(visitor.page)
    const { page } = visitor
    await visitor.becomes('Mara')
    await page.goto(`/cases/${id}`)
    const decision = visitor.region('Decision')
    await decision.getByText('Proposed: Patch', { exact: false }).waitFor()
    await visitor.picks('Means', 'Replace')
    await keyboard.types(page.getByRole('textbox', { name: 'Replaced by' }), '2020-01-01')
    await keyboard.types(page.getByRole('textbox', { name: 'Reason for the means' }), 'Due anyway')
    await keyboard.follows(visitor.button('Decide the case again'))
    await page
      .getByText(/"2020-01-01" is not a day after today/)
      .first()
      .waitFor()
    await keyboard.types(page.getByRole('textbox', { name: 'Replaced by' }), '2099-03-31')
    await keyboard.follows(visitor.button('Decide the case again'))
    await decision.getByText('Replace; proposed was patch').waitFor()
    const term = visitor.region('Without a patch')
    await visitor.status(term, 'Stands').waitFor()
    const look = page.getByRole('textbox', { name: 'What was looked at' })
    await keyboard.types(look, 'Walked the line: the firewall is in place')
    await keyboard.follows(visitor.button('Let it stand on'))
    await term.getByText(/Walked the line: the firewall is in place/).waitFor()
    await visitor.opens('Unpatched')
    await page.getByRole('row', { name: /PLC-.* 2099-03-31 .* Stands/ }).waitFor()
  })

  test('takes the limits of the engineer, and says what the signals read', async () => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    const keyboard = new Keyboard(visitor.page)
    const { page } = visitor
    await visitor.becomes('Tomas')
    await page.goto(`/cases/${id}`)
    const limits = visitor.region('Limits until it is done')
    await keyboard.follows(limits.getByRole('button', { name: 'Enter a limit' }))
    await keyboard.types(page.getByRole('textbox', { name: 'The limit' }), 'Tank not above')
    await visitor.picks('Measured by', /^PLC-101 .*%$/)
    await keyboard.types(page.getByRole('textbox', { name: 'At most, in %' }), '1000')
    await keyboard.types(page.getByRole('textbox', { name: 'Why this limit' }), 'By hand')
    await keyboard.follows(visitor.button('Enter the limit'))
    await limits.getByText(/Tank not above \(.* at most 1000 %\): .*Kept.*, read/).waitFor()
  })

  test('is read by everybody: by keyboard, aloud, and on a narrow screen', async () => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    await visitor.becomes('Mara')
    for (const path of [`/cases/${id}`, '/decision-tables']) {
      await visitor.page.setViewportSize({ width: 1360, height: 900 })
      await visitor.page.goto(path)
      await visitor.page.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      await visitor.page.setViewportSize({ width: 390, height: 844 })
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      expect(await keyboardFaults(visitor.page)).toEqual([])
    }
  })
})
