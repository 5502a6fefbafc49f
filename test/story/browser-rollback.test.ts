import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { runsStep } from './browser/patch-by-hand.ts'
import { Visitor } from './browser/visitor.ts'
import { atField } from './field-panel.ts'
import {
  boardSaysGo,
  decideCase,
  type People,
  peopleAt,
  release,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

describe.skipIf(withoutChromium)(
  'a failed functional test in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-rollback')
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

    test('ends on the programmed spare: tested again, read again, closed as rolled back', async ({
      onTestFailed,
    }) => {
      const caseId = await decideCase(people, 'PLC-101', { cve: 'CVE-2023-3595' })
      const probeTest = { signalTag: 'pump-running', expected: 1, tolerance: 0 }
      const wish = { caseId, assetTag: 'PLC-101', version: '11.004', probeTest }
      const id = await writePlan(people, wish)
      await boardSaysGo(people, id)
      await release(people, id)
      const field = (act: Record<string, unknown>) => atField(server.fieldPanelUrl ?? '', act)
      const fault = { kind: 'pump-does-not-start-after-update' }
      await field({ kind: 'inject', tag: 'PLC-101', fault })

      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-rollback'))
      await visitor.becomes('Sam')
      await visitor.page.goto(`/changes/${id}/window`)
      await visitor.becomes('Tomas')
      await runsStep(visitor, 'Back up PLC-101')
      await runsStep(visitor, 'Transfer firmware 11.004')
      const go = 'Give the one-way go as'
      await visitor.does(`${go} control systems engineer: Restart into 11.004`)
      await visitor.becomes('Sam')
      await visitor.does(`${go} operator on shift: Restart into 11.004`)
      await visitor.becomes('Tomas')
      await runsStep(visitor, 'Restart into 11.004')
      await runsStep(visitor, 'Re-read the firmware')
      await runsStep(visitor, 'Confirm 11.004')
      await visitor.becomes('Sam')
      await visitor.writes('Process state at the return', 'Level falling')
      await visitor.does('Accept the unit back')
      await visitor.turnsTo('5 Validation')
      await visitor.does('Read by probe: The signal reads as it should')
      await visitor.status(visitor.region('Functional tests'), 'Failed').waitFor()
      await visitor.becomes('Tomas')
      expect(await visitor.whyBlocked('Close the change')).toMatch(/failed|outside/i)

      await visitor.becomes('Sam')
      await visitor.turnsTo('4 Window')
      await visitor.link('Go to the rollback').click()
      await visitor.writes('Reason for the rollback', 'The pump does not start')
      await visitor.does('Release the rollback')
      await field({ kind: 'fit-spare', tag: 'PLC-101' })
      await visitor.becomes('Lena')
      await visitor.answers('Outcome by hand', 'Done')
      await visitor.writes('What was done and seen', 'Spare fitted, serial noted')
      await visitor.does('Record by hand: Fit the programmed spare of PLC-101')
      await visitor.becomes('Tomas')
      await runsStep(visitor, 'Restore program and retained values')
      await runsStep(visitor, 'Re-read the firmware after the rollback')
      await visitor.becomes('Sam')
      await visitor.writes('Process state after the rollback', 'Pumping')
      await visitor.does('Accept the unit back after the rollback')
      await visitor.turnsTo('5 Validation')
      await visitor.does('Read by probe: The signal reads as it should')
      await visitor.writes('Reading of The valve opens at 50 psi', '50.2')
      await visitor.does('Record the reading: The valve opens at 50 psi')
      await visitor.becomes('Tomas')
      await visitor.does('Re-read the firmware and match the finding again')
      await visitor.writes('What was learned', 'Prove the pump start on the bench first')
      await visitor.does('Record the lesson')
      await visitor.does('Close the change')
      await visitor.status(visitor.region('Closed'), 'Rolled back').waitFor()
      await visitor.link('PLC-101').click()
      await visitor.region('Identity').getByText('10.010').waitFor()
      expect(visitor.complaints).toEqual([])
    })
  },
)
