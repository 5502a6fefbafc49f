import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aSigner, type Signer } from '../builders/a-signer.ts'
import { aZipArchive } from '../builders/a-workbook.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)
const ID = 'STORY-2026-5'
const content = readFileSync(shipped, 'utf8').replaceAll('HPDEMO-2026-001', ID)

describe.skipIf(withoutChromium)(
  'advisories come in and are proved, in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-sources')
    let server: ServerProcess
    let browser: Browser
    let visitor: Visitor
    let vendor: Signer

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      vendor = await aSigner()
      visitor = await Visitor.at(await openScreen(browser, server))
      await visitor.becomes('Mara')
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    async function chooses(label: string, name: string, bytes: Uint8Array | string): Promise<void> {
      const file = {
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(bytes as string),
      }
      await visitor.page.getByLabel(label).setInputFiles(file)
    }

    test('an archive is taken; a hostile one is refused by the name of its entry', async () => {
      await visitor.opens('Findings')
      await chooses('Advisory files', 'bad.zip', aZipArchive({ '../x.json': content }))
      await visitor.button('Import advisories').click()
      const refused = visitor.page.getByRole('table', { name: 'Refused files' })
      await refused.getByText('../x.json leads out of the archive').waitFor()
      const asc = await vendor.sign(content)
      const good = aZipArchive({ 'a/one.json': content, 'a/one.json.asc': asc })
      await chooses('Advisory files', 'good.zip', good)
      await visitor.button('Import advisories').click()
      await visitor.page
        .getByText(/^1 advisory stored/)
        .first()
        .waitFor()
      await visitor.page.goto(`/advisories/${ID}`)
      await visitor.page.getByText('Signed with a key that is not kept here').waitFor()
    })

    test('a source is registered with its owner, is due at once, and is reviewed', async () => {
      await visitor.page.goto('/sources')
      const panel = visitor.region('Register of sources')
      await panel.getByText('No source is registered').waitFor()
      await visitor.button('Register a source').click()
      await panel.getByLabel('Short name').fill('vendors')
      await visitor.picks('Kind', 'Folder, carried across')
      await panel.getByLabel('Name', { exact: true }).fill('Our vendors')
      await panel.getByLabel('Owner').selectOption({ index: 1 })
      await panel.getByLabel('In use since').fill('2026-01-01')
      await visitor.does('Register the source')
      await panel.getByText(/days late$/).waitFor()
      await visitor.page.goto('/')
      await visitor.page.getByRole('link', { name: 'Review the source: Our vendors' }).click()
      await visitor.button('Our vendors: review, fetch, change or end').click()
      await panel.getByText('This server fetches nothing: a plant needs no internet').waitFor()
      await panel.getByLabel('What was looked at, and found').fill('Every vendor of ours is in it')
      await visitor.does('Record the review')
      await panel.getByText(/35 days left$/).waitFor()
      await panel.getByText(/late: Every vendor of ours is in it$/).waitFor()
    })

    test('the publisher’s key is kept with its fingerprint, and the advisory is proved', async () => {
      await visitor.page.goto('/sources')
      const panel = visitor.region('Signatures of advisories')
      await panel.getByText('1 by a key that is not').waitFor()
      await chooses('Key file', 'vendor.asc', vendor.publicKey)
      await panel.getByLabel(/^Fingerprint, as the publisher/).fill('0000')
      await visitor.button('Keep the key').click()
      await visitor.page.getByText(`${vendor.fingerprint}, not 0000`).first().waitFor()
      await panel.getByLabel(/^Fingerprint, as the publisher/).fill(vendor.fingerprint)
      await visitor.button('Keep the key').click()
      await panel.getByText('1 of what is stored proved signed, 0 bad').waitFor()
      await panel.getByText('Fingerprint compared.').waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await keyboardFaults(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      await visitor.page.goto(`/advisories/${ID}`)
      await visitor.page.getByText('Signed by A vendor <psirt@vendor.test>').waitFor()
    })
  },
)
