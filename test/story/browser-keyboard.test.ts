import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { decideCase, fillWholeForm, type People, peopleAt, writePlan } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe.skipIf(withoutChromium)('by keyboard (needs Chromium)', { timeout: STORY_MS_MAX }, () => {
  const data = temporaryFolder('browser-keyboard')
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

  test('operations signs, finds what is missing on the way, and vetoes afterwards', async ({
    onTestFailed,
  }) => {
    const caseId = await decideCase(people, 'PLC-103')
    const reversibleBasis = 'The vendor lets the old image be loaded again'
    const wish = { caseId, assetTag: 'PLC-103', version: 'SV3.51', reversibleBasis }
    const id = await writePlan(people, wish)
    await people.tomas.ask(api.submitToBoard, { params: { id } })
    await fillWholeForm(people, id)
    const visitor = await Visitor.at(await openScreen(browser, server))
    onTestFailed(() => visitor.leavesPicture('browser-keyboard'))
    const keyboard = new Keyboard(visitor.page)
    await keyboard.follows(visitor.button(/^Sign in as Priya /))
    const mine = visitor.region('Needs attention').getByRole('link', { name: /^Sign, or veto: / })
    await keyboard.follows(mine)
    await keyboard.follows(visitor.link('Read and sign as operations manager'))
    await visitor.heading(/^Sign: /).waitFor()
    expect(await keyboard.isOn(visitor.heading(/^Sign: /))).toBe(true)
    const read = visitor.page.getByRole('checkbox', { name: /^I have read the plan/ })
    await keyboard.reaches(read)
    await keyboard.presses('Space')
    const sign = visitor.button(/^Sign as operations manager/)
    await keyboard.follows(sign)
    await keyboard.follows(visitor.link('Your password, again is missing'))
    const password = visitor.page.getByLabel('Your password, again')
    expect(await keyboard.isOn(password)).toBe(true)
    await keyboard.types(password, people.priya.password)
    await keyboard.follows(sign)
    await visitor.status(visitor.region('Signatures'), '1 of 5 signed').waitFor()
    await keyboard.follows(visitor.link('Go to the veto'))
    await keyboard.reaches(visitor.page.getByRole('radio', { name: 'Safety' }))
    await keyboard.presses('Space')
    await keyboard.presses('ArrowDown')
    const production = visitor.page.getByRole('radio', { name: 'Production' })
    expect(await production.isChecked()).toBe(true)
    const reason = visitor.page.getByRole('textbox', { name: 'Reason for the veto' })
    await keyboard.types(reason, 'The spare pump is out')
    await keyboard.follows(visitor.button('Veto revision 1'))
    await visitor
      .region('Veto')
      .getByText(/on grounds of production/i)
      .waitFor()
    expect(visitor.complaints).toEqual([])
  })

  test('a fold opens and closes by keyboard and keeps the focus', async () => {
    const visitor = await Visitor.at(await openScreen(browser, server))
    const keyboard = new Keyboard(visitor.page)
    await visitor.becomes('Sam')
    const fold = visitor.button(/^Readings of \d+ more assets/)
    await keyboard.reaches(fold)
    await keyboard.presses('Enter')
    await visitor.region('Readings of PLC-103').waitFor()
    await keyboard.presses('Space')
    await visitor.region('Readings of PLC-103').waitFor({ state: 'hidden' })
    expect(await keyboard.isOn(fold)).toBe(true)
  })

  test('a bad page is found out: no name, no way by Tab, no sight of the focus, too wide', async () => {
    const page = await (await openScreen(browser, server)).newPage()
    await page.setContent(`<html lang="en"><title>Bad</title><main>
      <h1>Bad</h1><input style="outline: none" onkeydown="event.preventDefault()"><button>beyond</button>
      <p style="width: 3000px">wide</p></main></html>`)
    expect((await axeFindings(page)).join()).toMatch(/^label \(critical\)/)
    expect(await sidewaysScroll(page)).toMatch(/px; farthest/)
    const faults = await keyboardFaults(page)
    expect(faults.join()).toMatch(/the focus does not show on <input/)
    expect(faults.join()).toMatch(/Tab never reaches <button>beyond/)
  })
})
