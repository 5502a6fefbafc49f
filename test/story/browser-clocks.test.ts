import { readFileSync } from 'node:fs'
import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

/** The civil day of a plant in Dublin; `startServer` gives the site no other zone. */
const daysAgo = (days: number) =>
  new Date(Date.now() - days * 86_400_000).toLocaleDateString('en-CA', {
    timeZone: 'Europe/Dublin',
  })

describe.skipIf(withoutChromium)(
  'the clocks in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-clocks')
    let server: ServerProcess
    let browser: Browser
    let people: People
    let visitor: Visitor

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      people = peopleAt(server.address)
      visitor = await Visitor.at(await openScreen(browser, server))
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    test('no clock runs until the CIP senior manager says which rules hold', async () => {
      await visitor.becomes('Mara')
      await visitor.opens('Clocks')
      await visitor.region('No clock runs').waitFor()
      await visitor.becomes('Ruth')
      await visitor.page.getByRole('checkbox', { name: /^United States/ }).check()
      const rule = 'K1 | Elsewhere | Act 7 | Sources are looked at | 60 | 2026-01-01 |'
      await visitor.writes('Rules of other jurisdictions', rule)
      await visitor.does('Set which clocks run')
      await visitor.button('When the clocks alarm').click()
      await visitor.does('Set when the clocks alarm')
      await visitor.page.getByText(/^Set by Ruth Halloran on /).waitFor()
    })

    test('a source that nobody looked at for 40 days is overdue, and says how severe', async () => {
      await visitor.becomes('Mara')
      await visitor.button('Add a source').click()
      await visitor.writes('Short name', 'siemens')
      await visitor.writes('Name of the source', 'Siemens ProductCERT')
      await visitor.writes('In use since', daysAgo(40))
      await visitor.does('Add the source')
      const open = visitor.region('Open clocks, the most pressing first')
      await open.getByText('Overdue, severity lower').waitFor()
      await open.getByText('K1, CIP-007-6 R2.2').waitFor()
      await open.getByText('K1, Act 7').waitFor()
    })

    test('its alarm stands until it is done; acknowledging says that it was seen', async () => {
      await visitor.opens('Overview')
      const waiting = visitor.region('Needs attention')
      await waiting.getByText('Acknowledge the alarm: Evaluation of Siemens').click()
      const standing = visitor.region('Alarms that stand')
      await standing.getByText('Alarm, raised').waitFor()
      await standing.getByText('K1 evaluation: 1 day after').waitFor()
      await visitor.button('Acknowledge an alarm').click()
      await visitor.picks('Alarm', /^Evaluation of Siemens/)
      await visitor.writes('What is done about it', 'looked at this afternoon')
      await visitor.does('Acknowledge the alarm')
      await standing.getByText('Alarm, acknowledged').waitFor()
      await standing.getByText(/by Mara Lindqvist: looked at this afternoon/).waitFor()
    })

    test('the evaluation stops it late for ever, and starts what it found', async () => {
      await visitor.button('Complete an evaluation').click()
      await visitor.picks('Source', 'Siemens ProductCERT')
      await visitor.writes('Patches that apply', 'SSA-1: PLC-104')
      await visitor.writes('What was looked at', 'advisories since the last time')
      await visitor.does('Complete the evaluation')
      const open = visitor.region('Open clocks, the most pressing first')
      await open.getByText('SSA-1 on PLC-104: install, or plan').waitFor()
      const stopped = visitor.region('Clocks that stopped')
      await stopped.getByText('Stopped late, severity lower').waitFor()
    })

    test('a plan that waits for an outage stops K2 and shows no day; only Ruth extends it', async () => {
      await visitor.button('Make a plan').click()
      await visitor.writes('Name of the plan', 'MP-1')
      await visitor.writes('Planned actions', 'Close port 102 at FW-01')
      await visitor.writes('What it covers', 'SSA-1: PLC-104')
      await visitor.writes('Until', 'next outage of two days or more')
      await visitor.does('Make the plan')
      const open = visitor.region('Open clocks, the most pressing first')
      await open.getByText('When its event comes').waitFor()
      const due = { kind: 'day', on: '2099-01-01' } as const
      const body = { id: 'MP-1', due, reason: 'no outage' }
      const refusals = await people.mara.refusalsOf(api.extendPlan, { body })
      expect(refusals.map((one) => one.kind)).toEqual(['not-your-role'])
    })

    test('Mara proposes another timeframe, Ruth is told and approves it', async () => {
      await visitor.button('Propose to change a plan').click()
      await visitor.picks('Plan', 'MP-1: Close port 102 at FW-01')
      await visitor.writes('New end', '2099-01-01')
      await visitor.writes('Reason for the change', 'no outage this year')
      await visitor.does('Propose it to the CIP senior manager')
      await visitor.becomes('Ruth')
      await visitor.opens('Overview')
      const waiting = visitor.region('Needs attention')
      await waiting.getByText('Approve or refuse: Change of plan MP-1').click()
      await visitor.button('Answer, as the CIP senior manager').click()
      await visitor.picks('What was told', 'Change of plan MP-1, proposed by Mara Lindqvist')
      await visitor.picks('Answer', 'Approve the change of the plan')
      await visitor.writes('Reason, or what follows', 'agreed')
      await visitor.does('Record the answer')
      const plans = visitor.region('Plans and their timeframes')
      await plans.getByText('2099-01-01').first().waitFor()
      await plans.getByText(/proposed by Mara/).waitFor()
    })

    test('Ruth delegates the extension of plans for a while, and Priya extends one meanwhile', async () => {
      await visitor.button('Delegate, as the CIP senior manager').click()
      await visitor.picks('To whom', /^Priya/)
      await visitor.page.getByRole('checkbox', { name: 'Extend or revise plans' }).check()
      await visitor.writes('From', daysAgo(0))
      await visitor.writes('Last day', '2098-12-31')
      await visitor.writes('Why it is delegated', 'Away until the new year')
      await visitor.does('Delegate')
      const table = visitor.region('Delegations')
      await visitor.status(table, 'Holds').waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      const due = { kind: 'day', on: '2099-02-01' } as const
      await people.priya.ask(api.extendPlan, { body: { id: 'MP-1', due, reason: 'later outage' } })
      const { delegations } = await people.noor.ask(api.readClocks)
      const ending = { id: delegations[0]?.id ?? '', reason: 'Ruth is back' }
      await people.ruth.ask(api.endDelegation, { body: ending })
      const refused = await people.priya.refusalsOf(api.extendPlan, {
        body: { id: 'MP-1', due, reason: 'once more' },
      })
      expect(refused.map(({ kind }) => kind)).toEqual(['not-your-role'])
    })

    test('the days that are due go out as a calendar', async () => {
      const download = await visitor.downloads('Download the days as a calendar')
      expect(download.suggestedFilename()).toBe('clocks.ics')
      const text = readFileSync(await download.path(), 'utf8')
      expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/)
      expect(text).toContain('Evaluation of Siemens ProductCERT')
      await visitor.does('Make an address for a calendar program')
      const shown = visitor.page.getByRole('status', { name: 'Address for a calendar program' })
      const address = (await shown.getByRole('code').textContent()) ?? ''
      expect(await (await fetch(address)).text()).toMatch(/^BEGIN:VCALENDAR\r\n/)
      expect(visitor.complaints.filter((one) => !one.includes('409'))).toEqual([])
    })

    test('a day to come and a day that is none are refused in words', async () => {
      const body = { sourceId: 'siemens', on: daysAgo(-3), found: [], note: 'early' }
      const [early] = await people.mara.refusalsOf(api.completeEvaluation, { body })
      expect(early?.what).toMatch(/ is still to come; today is /)
      const [none] = await people.mara.refusalsOf(api.completeEvaluation, {
        body: { ...body, on: '2026-02-30' },
      })
      expect(none?.what).toBe('"2026-02-30" is not a day')
    })
  },
)
