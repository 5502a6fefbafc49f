import { submitToBoard } from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { runsStep, signs } from './browser/patch-by-hand.ts'
import { Visitor } from './browser/visitor.ts'
import {
  boardSaysGo,
  decideCase,
  fillWholeForm,
  type People,
  peopleAt,
  release,
  runAll,
  signAll,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const reversible = {
  assetTag: 'PLC-103',
  version: 'SV3.51',
  reversibleBasis: 'The vendor lets the old image be loaded again',
}
const everybody = ['Mara', 'Tomas', 'Yuki', 'Priya', 'Sam', 'Lena', 'Idris', 'Ruth', 'Noor', 'Ada']

/** The acts that would take a change or its run forward, as the buttons name them. */
const forward =
  /^(Start|Record by hand|Release the plant|Accept the unit back$|Give the one-way|Resume|Record the decision: go|Close|Sign as)/

describe.skipIf(withoutChromium)(
  'the veto in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-veto')
    let server: ServerProcess
    let browser: Browser
    let people: People
    let caseId: string

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      people = peopleAt(server.address)
      caseId = await decideCase(people, 'PLC-103')
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    async function vetoes(visitor: Visitor, ground: string): Promise<void> {
      await visitor.answers('Ground of the veto', ground)
      await visitor.writes('Reason for the veto', 'The night crew is one short')
      await visitor.does('Veto revision 1')
      await visitor
        .region('Veto')
        .getByText(/The night crew is one short/)
        .waitFor()
    }

    /** No button on this page goes forward, and each that is shown says why it does not. */
    async function nothingGoesForward(visitor: Visitor): Promise<void> {
      await visitor.region('History').waitFor()
      const names = await visitor.button(forward).allTextContents()
      for (const name of names) expect(await visitor.whyBlocked(name)).toMatch(/\w+/)
    }

    test('five signatures do not outvote operations; the next revision needs them again', async ({
      onTestFailed,
    }) => {
      const id = await writePlan(people, { caseId, ...reversible })
      await people.tomas.ask(submitToBoard, { params: { id } })
      await fillWholeForm(people, id)
      await signAll(people, id)
      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-veto-board'))
      await visitor.becomes('Mara')
      await visitor.page.goto(`/changes/${id}/veto`)
      expect(await visitor.whyBlocked('Veto revision 1')).toMatch(/belongs to the operat/)
      await visitor.becomes('Priya')
      await vetoes(visitor, 'Safety')
      for (const name of everybody) {
        await visitor.becomes(name)
        await nothingGoesForward(visitor)
      }
      await visitor.becomes('Tomas')
      await visitor.writes('Reason for the new revision', 'Two operators are on shift')
      await visitor.does('Draft revision 2')
      await visitor.does('Bring the change before the board')
      await visitor.status(visitor.region('Signatures'), '0 of 5 signed').waitFor()
      await visitor.becomes('Mara')
      const go = 'Record the decision: go'
      expect(await visitor.whyBlocked(go)).toMatch(/operations manager/)
      await visitor.becomes('Priya')
      await signs(visitor, 'Priya', 'Read and sign as operations manager')
      await visitor.status(visitor.region('Signatures'), '1 of 5 signed').waitFor()
      expect(visitor.complaints).toEqual([])
    })

    test('in the window the operator ends it: only the way back is left, and it is taken', async ({
      onTestFailed,
    }) => {
      const id = await writePlan(people, { caseId, ...reversible })
      await boardSaysGo(people, id)
      await release(people, id)
      await runAll(people, id, ['backup', 'transfer', 'activate'])
      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-veto-window'))
      await visitor.becomes('Sam')
      await visitor.page.goto(`/changes/${id}/window`)
      await visitor.link('VETO').click()
      await visitor.page.getByText(/The plant has been touched/).waitFor()
      await vetoes(visitor, 'Production')
      await visitor.turnsTo('4 Window')
      for (const name of everybody) {
        await visitor.becomes(name)
        await nothingGoesForward(visitor)
      }
      await visitor.becomes('Tomas')
      expect(await visitor.whyBlocked('Go to the rollback')).toMatch(/operator on shift/)
      await visitor.becomes('Sam')
      await visitor.link('Go to the rollback').click()
      await visitor.writes('Reason for the rollback', 'Vetoed')
      await visitor.does('Release the rollback')
      await visitor.becomes('Tomas')
      await runsStep(visitor, 'Restart into SV3.40')
      await runsStep(visitor, 'Restore program and retained values')
      await runsStep(visitor, 'Re-read the firmware after the rollback')
      await visitor.becomes('Sam')
      await visitor.writes('Process state after the rollback', 'Dosing')
      await visitor.does('Accept the unit back after the rollback')
      expect(visitor.complaints).toEqual([])
    })
  },
)
