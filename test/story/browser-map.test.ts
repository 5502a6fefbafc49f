import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const zone = { level: 1, containsSafetySystem: false } as const

describe.skipIf(withoutChromium)(
  'the map in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-map')
    let server: ServerProcess
    let browser: Browser
    let people: People
    let visitor: Visitor

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      people = peopleAt(server.address)
      visitor = await Visitor.at(await openScreen(browser, server))
      await visitor.becomes('Mara')
      await visitor.opens('Map')
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    test('finds an asset and what stands at it, and goes there by keyboard', async () => {
      const map = visitor.region('Map of zones and conduits')
      await map.getByRole('link', { name: /^PLC-101 / }).waitFor()
      await visitor.writes('Search for an asset', 'safety sis')
      await visitor.page.getByText('1 of 33 assets found').waitFor()
      const found = visitor.region('Found')
      await found.getByRole('link', { name: 'SIS-101' }).focus()
      await visitor.page.keyboard.press('Enter')
      await visitor.heading('Asset SIS-101').waitFor()
      await visitor.opens('Map')
    })

    test('narrows to what is affected, and says how many', async () => {
      const { findings } = await people.mara.ask(api.listFindings)
      const affected = new Set(
        findings.filter((one) => one.verdict === 'affected').map((one) => one.assetId),
      )
      await visitor.picks('Show', 'With an affected finding')
      await visitor.page.getByText(`${affected.size} of 33 assets found`).waitFor()
    })

    test('grows and shrinks within its limits', async () => {
      for (let press = 0; press < 12; press += 1) await visitor.button('Larger').click()
      await visitor.page.getByRole('group', { name: 'Zoom: 250 %' }).waitFor()
      for (let press = 0; press < 12; press += 1) await visitor.button('Smaller').click()
      await visitor.page.getByRole('group', { name: 'Zoom: 50 %' }).waitFor()
    })

    async function brings(name: string, content: string): Promise<void> {
      await visitor.page
        .getByLabel('List of zones and conduits')
        .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) })
    }

    test('a list with a fault is refused with its path, and the map stays', async () => {
      const before = await people.mara.ask(api.readNetwork)
      await brings('broken.json', '{"zones": [')
      await visitor.button('Import zones and conduits').click()
      await visitor.page.getByText('broken.json: this is not JSON').first().waitFor()
      const zones = [{ ...zone, id: 'control', name: 'Control' }]
      const conduits = [{ id: 'c', name: 'C', between: ['control', 'moon'] }]
      await brings('moon.json', JSON.stringify({ zones, conduits }))
      await visitor.button('Import zones and conduits').click()
      await visitor.page
        .getByText('/conduits/0/between/1: no zone has the id "moon"')
        .first()
        .waitFor()
      expect(await people.mara.ask(api.readNetwork)).toEqual(before)
    })

    test('a new list takes the place of the old; what it leaves out is still drawn', async () => {
      const zones = [{ ...zone, id: 'control', name: 'Line control' }]
      await brings('mine.json', JSON.stringify({ zones }))
      await visitor.does('Import zones and conduits', 'Zones and conduits imported')
      const map = visitor.region('Map of zones and conduits')
      await map.getByText('Line control').waitFor()
      await map.getByText('safety · safety system · not in the list of zones').waitFor()
      await visitor.page.getByText(/^No conduit is recorded: what can reach what is not/).waitFor()
      const { source } = await people.mara.ask(api.readNetwork)
      expect(source).toBe('mine.json')
      expect(visitor.complaints.filter((one) => !one.includes('409'))).toEqual([])
    })

    test('an auditor looks and does not import', async () => {
      const body = { source: 'a test', network: { zones: [{ ...zone, id: 'a', name: 'A' }] } }
      const [refusal] = await people.noor.refusalsOf(api.importNetwork, { body })
      expect(refusal?.kind).toBe('not-your-role')
    })
  },
)
