import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import {
  bringsPlan,
  decidesCase,
  fillsForm,
  releases,
  runsStep,
  signsAndGoes,
} from './browser/patch-by-hand.ts'
import { Visitor } from './browser/visitor.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'
import { holdpoint } from './terminal.ts'

const wish = { assetTag: 'PLC-101', advisoryId: 'HPDEMO-2026-001', version: '11.004' }

describe.skipIf(withoutChromium)(
  'one patch by hand in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-story')
    let server: ServerProcess
    let browser: Browser

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    test('goes from the finding to the evidence, each act by its own person', async ({
      onTestFailed,
    }) => {
      const visitor = await Visitor.at(await openScreen(browser, server))
      onTestFailed(() => visitor.leavesPicture('browser-whole-patch'))
      await decidesCase(visitor, wish)
      await bringsPlan(visitor, wish)
      await visitor.region('Plan').getByText('One way').first().waitFor()
      await fillsForm(visitor)
      await signsAndGoes(visitor)
      await releases(visitor)
      await visitor.becomes('Tomas')
      await runsStep(visitor, 'Back up PLC-101')
      await runsStep(visitor, 'Transfer firmware 11.004')
      expect(await visitor.whyBlocked('Start: Restart into 11.004')).toMatch(/needs its own go/)
      const go = 'Give the one-way go as'
      await visitor.does(`${go} control systems engineer: Restart into 11.004`)
      await visitor.becomes('Sam')
      await visitor.does(`${go} operator on shift: Restart into 11.004`)
      await visitor.becomes('Tomas')
      for (const step of ['Restart into 11.004', 'Re-read the firmware', 'Confirm 11.004']) {
        await runsStep(visitor, step)
      }
      await visitor.becomes('Sam')
      await visitor.writes('Process state at the return', 'Pumping, level rising')
      await visitor.does('Accept the unit back')
      await visitor.turnsTo('5 Validation')
      await visitor.does('Read by probe: Level of tank T-101')
      await visitor.writes('Reading of Level of tank T-101, on site', '58,5')
      await visitor.does('Record the reading: Level of tank T-101, on site')
      await visitor.becomes('Tomas')
      await visitor.does('Re-read the firmware and match the finding again')
      const reading = visitor.region('Firmware and finding, read again')
      await visitor.status(reading, 'Not affected').waitFor()
      await visitor.writes('What was learned', 'The restart took two seconds')
      await visitor.does('Record the lesson')
      await visitor.does('Close the change')
      await visitor.status(visitor.region('Closed'), 'Installed').waitFor()

      await visitor.becomes('Noor')
      const download = await visitor.downloads('Download the evidence')
      await visitor.status(visitor.region('Evidence'), 'Verified').waitFor()
      const folder = join(data.path, 'evidence')
      mkdirSync(folder)
      await download.saveAs(join(folder, 'evidence.tar'))
      execFileSync('tar', ['-xf', 'evidence.tar'], { cwd: folder })
      const pack = join(folder, download.suggestedFilename().replace(/\.tar$/, ''))
      const verified = await holdpoint(['evidence', 'verify', pack, '--json'])
      expect(JSON.parse(verified.out)).toMatchObject({ ok: true, failures: [] })
      expect(verified.code).toBe(0)
      expect(visitor.complaints).toEqual([])
    })
  },
)
