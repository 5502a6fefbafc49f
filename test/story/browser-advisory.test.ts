import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aRevision, type RawDocument } from '../csaf-conformance/a-revision.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const ID = 'STORY-2026-1'
const HOSTILE = '**Bold** <img src=x onerror="document.title=1"> [press](javascript:alert(1))'

function fixes({ vulnerabilities }: RawDocument) {
  return vulnerabilities
    .flatMap(({ remediations }) => remediations)
    .filter(({ category }) => category === 'vendor_fix')
}

const first = aRevision({ id: ID, version: '1' }, (raw) => {
  for (const fix of fixes(raw)) fix.details = 'Update to version 12.0.'
})
const second = aRevision({ id: ID, version: '2' }, (raw) => {
  for (const fix of fixes(raw)) {
    fix.details = 'Update to version 12.1.'
    fix.url = 'javascript:alert(1)'
  }
  raw.document.title = `Modules ${HOSTILE}`
})

describe.skipIf(withoutChromium)(
  'an advisory is revised, in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-advisory')
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

    async function imports(name: string, content: string): Promise<void> {
      await visitor.becomes('Mara')
      await visitor.opens('Findings')
      await visitor.page
        .getByLabel('Advisory files')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
      await visitor.button('Import advisories').click()
      await visitor.page
        .getByText(/^1 advisory stored/)
        .first()
        .waitFor()
    }

    async function opensAdvisory(): Promise<void> {
      await visitor.page.goto(`/advisories/${ID}`)
      await visitor.heading(`Advisory ${ID}`).waitFor()
    }

    test('the first revision comes in, a case is decided on it, and an asset is marked', async () => {
      await imports('one.json', first)
      caseId = await decideCase(people, 'PLC-101', { advisoryId: ID })
      await opensAdvisory()
      await visitor.region('Revisions').getByText('One revision is kept').waitFor()
      await visitor.button('Mark how far an asset is').click()
      await visitor.picks('Matched asset', 'PLC-101')
      await visitor.picks('Status', 'Remediation in progress')
      await visitor.does('Set the mark')
      await visitor
        .region('Our assets')
        .getByText('CVE-2023-3595: remediation in progress')
        .first()
        .waitFor()
      await visitor.does('Mark as read')
      await visitor.page.getByText('You have read version 1.').waitFor()
    })

    test('the second says in words and side by side what changed, and whom it touches', async () => {
      await imports('two.json', second)
      await opensAdvisory()
      const revisions = visitor.region('Revisions')
      await revisions
        .getByRole('heading', { name: 'What changed from version 1 to version 2' })
        .waitFor()
      const fix = revisions
        .getByRole('listitem')
        .filter({ hasText: 'CVE-2023-3595: vendor fix changed' })
      await fix.first().getByText('Touches: control systems engineer').waitFor()
      await revisions.getByRole('button', { name: /^Side by side/ }).click()
      const row = visitor
        .region('Both texts, side by side')
        .getByRole('row')
        .filter({ hasText: 'CVE-2023-3595: vendor fix changed' })
      await row.first().getByRole('cell', { name: 'Update to version 12.0.' }).waitFor()
      await row.first().getByRole('cell', { name: 'Update to version 12.1.' }).waitFor()
      await visitor.page.getByText('You have not read this version.').waitFor()
      const assets = visitor.region('Our assets')
      await assets.getByText('Matched before; what is to be done changed').first().waitFor()
      await assets.getByText(/^Findings of \d+ assets and \d+ advisories, matched/).waitFor()
      await assets.getByText('CVE-2023-3595: remediation in progress').first().waitFor()
    })

    test('what a vendor writes as markup or as a script is text, and acts in no way', async () => {
      await visitor.page.getByText(HOSTILE).first().waitFor()
      const acting = visitor.page.locator('main a[href^="javascript" i], main img')
      expect(await acting.count()).toBe(0)
      expect(await visitor.page.title()).toContain('Advisory')
      expect(visitor.complaints).toEqual([])
    })

    test('the page is read by everybody: by keyboard, aloud, and on a narrow screen', async () => {
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      expect(await keyboardFaults(visitor.page)).toEqual([])
      await visitor.page.setViewportSize({ width: 390, height: 844 })
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      await visitor.page.setViewportSize({ width: 1360, height: 900 })
    })

    test('the case is kept as it was decided', async () => {
      const { case: kept } = await people.noor.ask(api.readCase, { params: { id: caseId } })
      expect(kept.state).toBe('decided')
      await visitor.page.goto(`/cases/${caseId}`)
      const panel = visitor.region('The advisory was revised')
      await panel.getByText('Opened with version 1; the latest is 2.').waitFor()
      const asked = panel.getByRole('heading', { name: /^Asked again:/ })
      expect(await asked.allTextContents()).toEqual(['Asked again: control systems engineer'])
      expect(await visitor.whyBlocked(/control systems engineer stands$/)).toContain(
        'control systems engineer',
      )
    })

    test('only the roles that it touches are asked again, each in what waits for them', async () => {
      const asked = async (person: keyof People) => {
        const { needsMe } = await people[person].ask(api.overview)
        return needsMe.filter(({ kind }) => kind === 'revision').map(({ owner }) => owner)
      }
      expect(await asked('yuki')).toEqual(['control-systems-engineer'])
      for (const other of ['mara', 'priya', 'lena', 'idris'] as const) {
        expect(await asked(other), other).toEqual([])
      }
      await visitor.becomes('Yuki')
      await visitor.page.goto('/')
      await visitor.link(/^Look again: changed since version 1: PLC-101/).click()
      const words = 'The decision of the control systems engineer stands'
      await visitor.writes('Why the decision of the control systems engineer stands', 'Same steps')
      await visitor.does(words)
      await visitor.page.getByText('Nobody has to decide again.').waitFor()
      expect(await asked('yuki')).toEqual([])
    })

    test('the list is searched by what CSAF names, and matched by hand', async () => {
      await visitor.becomes('Mara')
      await visitor.opens('Advisories')
      await visitor.picks('Field', 'tracking.id')
      await visitor.writes('Value (optional)', ID)
      await visitor.button('Show').click()
      await visitor.region('1 advisory').getByRole('link', { name: ID }).waitFor()
      await visitor.does('Match the advisories shown')
      await visitor.page.getByText(/^Run by hand: \d+ affected/).waitFor()
      expect(visitor.complaints).toEqual([])
    })
  },
)
