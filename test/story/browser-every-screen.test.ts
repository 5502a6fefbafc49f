import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, keyboardFaults, sidewaysScroll, unfoldAll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import {
  boardSaysGo,
  decideCase,
  fillWholeForm,
  type People,
  peopleAt,
  release,
  runAll,
  writePlan,
} from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const reversible = {
  assetTag: 'PLC-103',
  version: 'SV3.51',
  reversibleBasis: 'The vendor lets the old image be loaded again',
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const ASKING = { timeout: 20_000 }
const PHONE = { width: 390, height: 844 }
const DESK = { width: 1360, height: 900 }

type Screen = readonly [person: string, path: string, heading: string]

describe.skipIf(withoutChromium)(
  'every screen in Chromium (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-screens')
    let server: ServerProcess
    let browser: Browser
    let people: People
    let visitor: Visitor
    let caseId = ''

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

    /** Axe, width, keyboard and console, on a phone and on a desk, folded and unfolded. */
    async function faultsOf(heading: string): Promise<readonly string[]> {
      const { page } = visitor
      await visitor.heading(heading).waitFor()
      await expect.poll(() => page.getByText('Asking the server').count(), ASKING).toBe(0)
      const out: string[] = []
      for (const size of [PHONE, DESK]) {
        await page.setViewportSize(size)
        const where = `${heading} at ${size.width} px:`
        // The colours are the same on both, and looking at them takes most of the time.
        const contrast = size === DESK
        for (const found of await axeFindings(page, { contrast })) out.push(`${where} ${found}`)
        const sideways = await sidewaysScroll(page)
        if (sideways !== null) out.push(`${where} scrolls sideways by ${sideways}`)
        await unfoldAll(page)
      }
      for (const fault of await keyboardFaults(page)) out.push(`${heading}: ${fault}`)
      return [...out, ...visitor.complaints.splice(0)]
    }

    async function decidesOnce(): Promise<void> {
      if (caseId === '') caseId = await decideCase(people, 'PLC-103')
    }

    async function lookAtAll(screens: readonly Screen[]): Promise<void> {
      const faults: string[] = []
      let now = ''
      for (const [person, path, heading] of screens) {
        if (person !== now) await visitor.becomes(person)
        now = person
        await visitor.page.goto(path)
        faults.push(...(await faultsOf(heading)))
      }
      expect(faults).toEqual([])
    }

    test('before anything was done', async () => {
      expect(await faultsOf('Sign in')).toEqual([])
      await lookAtAll([
        ['Mara', '/', 'Overview'],
        ['Mara', '/triage', 'Findings'],
        ['Mara', '/controls-audit', 'Audit of controls'],
        ['Mara', '/cases', 'Cases'],
        ['Mara', '/unpatched', 'Unpatched'],
        ['Mara', '/changes', 'Changes'],
        ['Mara', '/controls', 'Controls'],
        ['Mara', '/advisories', 'Advisories'],
        ['Mara', '/advisories/HPDEMO-2026-001', 'Advisory HPDEMO-2026-001'],
        ['Mara', '/nowhere', 'There is nothing at this address'],
        ['Tomas', '/assets', 'Assets'],
        ['Tomas', '/assets/import', 'Import an inventory'],
        ['Tomas', '/assets/conflicts', 'Conflicts of the inventory'],
        ['Tomas', '/assets/PLC-101', 'Asset PLC-101'],
        ['Tomas', '/map', 'Map'],
        ['Tomas', '/firewalls', 'Firewalls'],
        ['Tomas', '/baselines', 'Baselines'],
        ['Mara', '/clocks', 'Clocks'],
        ['Mara', '/sources', 'Sources'],
        ['Mara', '/decision-tables', 'Decision tables'],
        ['Tomas', '/updates', 'Updates'],
        ['Tomas', '/updates/import', 'Import a list of updates'],
        ['Tomas', '/probing', 'Active probing'],
        ['Noor', '/ledger', 'Ledger'],
        ['Ada', '/people', 'People'],
      ])
    })

    test('a case, its controls and the board', async () => {
      const { findings } = await people.mara.ask(api.listFindings)
      const found = findings.find((one) => one.assetTag === 'HMI-101')
      const { assetId, advisoryId, productId } = found ?? expect.fail('HMI-101 has a finding')
      const inReview = await people.mara.ask(api.openCase, {
        body: { assetId, advisoryId, productId },
      })
      await decidesOnce()
      const body = {
        caseId,
        policy: {
          conduit: 'supervision to control',
          protects: { assetTag: 'PLC-103', address: '10.10.1.13' },
          permitted: [],
        },
        reviewOn: day(30),
        expiresOn: day(120),
      }
      const { view } = await people.mara.ask(api.recordControl, { body })
      const claim = { caseId, kind: 'access' as const, title: 'Jump host', evidence: 'drawing 12' }
      const { view: claimed } = await people.mara.ask(api.recordSafeguard, {
        body: { ...claim, expiresOn: day(90) },
      })
      await people.sam.ask(api.inspectSafeguard, {
        params: { id: claimed.safeguard.id },
        body: { on: day(0), found: 'holds', words: 'the door is locked' },
      })
      const id = await writePlan(people, { caseId, ...reversible })
      await people.tomas.ask(api.submitToBoard, { params: { id } })
      await lookAtAll([
        ['Mara', `/cases/${inReview.view.case.id}`, 'Case: HMI-101'],
        ['Mara', `/cases/${caseId}`, 'Case: PLC-103'],
        ['Mara', `/cases/${caseId}/controls`, 'Controls for PLC-103'],
        ['Mara', `/controls/${view.control.id}`, 'Control: supervision to control'],
        ['Mara', '/controls-audit', 'Audit of controls'],
        ['Mara', '/cases', 'Cases'],
        ['Tomas', `/changes/${id}/plan`, 'Plan: '],
        ['Tomas', '/changes', 'Changes'],
        ['Idris', `/changes/${id}`, 'Board: '],
        ['Priya', '/', 'Overview'],
        ['Priya', `/changes/${id}/veto`, 'Veto: '],
      ])
      await fillWholeForm(people, id)
      await lookAtAll([['Priya', `/changes/${id}/sign`, 'Sign: ']])
      await people.priya.ask(api.vetoRoute, {
        params: { id },
        body: { ground: 'production', reason: 'The spare pump is out' },
      })
      await lookAtAll([['Tomas', `/changes/${id}`, 'Board: ']])
    })

    test('the window, a hold, the way back and the validation', async () => {
      await decidesOnce()
      const id = await writePlan(people, { caseId, ...reversible })
      await boardSaysGo(people, id)
      const params = { id }
      await lookAtAll([['Sam', `/changes/${id}/window`, 'Window: ']])
      await release(people, id)
      await runAll(people, id, ['backup', 'transfer'])
      await lookAtAll([['Tomas', `/changes/${id}/window`, 'Window: ']])
      await people.tomas.ask(api.holdRoute, { params, body: { reason: 'Radio check' } })
      await lookAtAll([
        ['Sam', `/changes/${id}/window`, 'Window: '],
        ['Sam', `/changes/${id}/roll-back`, 'Roll back: '],
      ])
      const state = { processState: 'dosing' }
      await people.sam.ask(api.resumeRoute, { params, body: state })
      await runAll(people, id, ['activate', 'read', 'confirm'])
      await people.sam.ask(api.acceptBackRoute, { params, body: state })
      await people.sam.ask(api.recordTestRoute, { params, body: { testId: 'valve', measured: 65 } })
      await people.tomas.ask(api.verifyFirmwareRoute, { params })
      await lookAtAll([
        ['Priya', `/changes/${id}/validation`, 'Validation: '],
        ['Tomas', `/changes/${id}/validation`, 'Validation: '],
      ])
      await people.sam.ask(api.releaseRollbackRoute, { params, body: { reason: 'late' } })
      await lookAtAll([['Tomas', `/changes/${id}/window`, 'Window: ']])
    })
  },
)
