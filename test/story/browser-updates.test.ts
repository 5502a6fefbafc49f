import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { decideCase, type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const QUALIFICATION = 'What a vendor says of updates (qualification)'

const page = `<!doctype html><h1>Compatibility</h1><table>
<tr><th>Microsoft update<th>Result<th>Tested on
<tr><td>5040430<td>freigegeben<td>20 Oct 2026
<tr><td>5031364<td>not compatible<td>21 Oct 2026
<tr><td>5044280<td><td>soon</table>`

describe.skipIf(withoutChromium)(
  'what a vendor says of updates comes in by the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-updates')
    let server: ServerProcess
    let browser: Browser
    let people: People
    let visitor: Visitor

    beforeAll(async () => {
      server = await startServer({ dataFolder: data.path })
      browser = await openBrowser()
      people = peopleAt(server.address)
      visitor = await Visitor.at(await openScreen(browser, server))
      await visitor.becomes('Tomas')
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      data.remove()
    })

    async function previews(content: string, source: string): Promise<void> {
      await visitor.page.goto('/updates')
      await visitor.link('Import a list').click()
      await visitor.heading('Import a list of updates').waitFor()
      const upload = { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from(content) }
      await visitor.picks('What the list holds', QUALIFICATION)
      await visitor.page.getByLabel('List', { exact: true }).setInputFiles(upload)
      await visitor.writes('Where the list comes from', source)
      await visitor.button('Preview the list').click()
    }

    const says = () => visitor.region('What it says')

    test('a page is read as a person says, by keyboard, and only then taken', async () => {
      await previews(page, 'Vendor page')
      await says().getByText('0 new, 0 changed, 0 unchanged, 0 left out, 3 refused').waitFor()
      await says().getByText('nobody said what that means').first().waitFor()
      await visitor.picks('Column “Microsoft update”', 'Id of the update')
      await visitor.writes('Product, of all rows', 'WinCC')
      await visitor.picks('Verdict “freigegeben”', 'Qualified (approved)')
      const keyboard = new Keyboard(visitor.page)
      await keyboard.follows(visitor.button('Preview as read here'))
      await says().getByText('2 new, 0 changed, 0 unchanged, 0 left out, 1 refused').waitFor()
      await says().getByText('KB5031364 on WinCC, every version: not approved').waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      expect(await keyboardFaults(visitor.page)).toEqual([])
      expect((await people.noor.ask(api.listUpdates)).qualifications).toBe(0)
      await keyboard.follows(visitor.button('Import 2 rows'))
      await visitor.region('Imported').getByText('2 rows taken, 2 new').waitFor()
      expect((await people.noor.ask(api.listUpdates)).qualifications).toBe(2)
    })

    test('a second source contradicts it: a person rules in the browser', async () => {
      const lab =
        '<table><tr><th>KB<th>Product<th>Status<th>Tested<tr><td>KB5040430<td>WinCC<td>failed<td>2026-11-01</table>'
      await previews(lab, 'Laboratory')
      await says().getByText('Another source says otherwise about 1 update').waitFor()
      await visitor.button('Import 1 row').click()
      await visitor.region('Imported').getByRole('link', { name: 'Updates' }).click()
      const conflict = visitor.region('KB5040430 on WinCC')
      await conflict.waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      const keyboard = new Keyboard(visitor.page)
      await conflict
        .getByRole('radio', { name: 'WinCC: not qualified, 2026-11-01, Laboratory' })
        .check()
      await keyboard.types(
        conflict.getByRole('textbox', { name: 'Reason for the ruling' }),
        'The laboratory tested our version',
      )
      await keyboard.follows(visitor.button('Rule on KB5040430 on WinCC'))
      await visitor.region('Sources disagree').waitFor({ state: 'hidden' })
      expect((await people.noor.ask(api.listUpdates)).conflicts).toEqual([])
    })

    test('a case says that no vendor qualified the patch, and does not let it be the means', async () => {
      const release = 'id,vendor,product,cves\nU-11,Rockwell Automation,1756-EN2T/D,CVE-2023-3595'
      const verdict = 'product,update,verdict,stated\n1756-EN2T/D,U-11,not approved,2026-10-01'
      for (const [kind, content] of [
        ['releases', release],
        ['qualifications', verdict],
      ] as const) {
        await people.tomas.ask(api.importUpdates, { body: { kind, content, source: 'Vendor' } })
      }
      const { findings } = await people.noor.ask(api.listFindings)
      const finding = findings.find(
        (one) => one.assetTag === 'PLC-101' && one.cves.includes('CVE-2023-3595'),
      )
      const { assetId = '', advisoryId = '', productId = '' } = finding ?? {}
      const body = { assetId, advisoryId, productId }
      const { view } = await people.mara.ask(api.openCase, { body })
      await visitor.page.goto(`/cases/${view.case.id}`)
      const panel = visitor.region('Updates against it')
      await panel.getByRole('row', { name: /U-11.* Not qualified/ }).waitFor()
      await panel.getByText('1756-EN2T/D: not qualified, 2026-10-01, Vendor').waitFor()
      await panel.getByRole('cell', { name: 'Itself' }).waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
    })

    test('a file of the library is linked to an update on the case, and chosen for its change', async () => {
      const caseId = await decideCase(people, 'PLC-103')
      const { assets } = await people.noor.ask(api.listAssets)
      const { finding } = await people.noor.ask(api.readCase, { params: { id: caseId } })
      const product = assets.find((one) => one.id === finding.assetId)?.product ?? ''
      const content = `id,vendor,product,to,cves\nU-351,V,${product},SV3.51,${finding.cves.join(';')}`
      const body = { kind: 'releases', content, source: 'The vendor' } as const
      await people.tomas.ask(api.importUpdates, { body })
      await visitor.page.goto(`/cases/${caseId}`)
      await visitor.page.getByText('Link a file of the patch library').click()
      await visitor.picks('Update of the lists', `U-351 for ${product}`)
      const { patches } = await people.noor.ask(api.listPatches)
      const file = patches.find((one) => one.version === 'SV3.51')?.fileName ?? ''
      const choice = visitor.page.getByLabel('File that installs it')
      const options = await choice.getByRole('option').allTextContents()
      await choice.selectOption(options.find((one) => one.startsWith(file)) ?? '')
      await visitor.does('Link the file')
      const panel = visitor.region('Updates against it')
      await panel.getByRole('cell', { name: `${file}, SV3.51` }).waitFor()
      await visitor.button('Take a linked file back').click()
      await visitor.picks('Linked file', `${file}, SV3.51 as U-351 for ${product}`)
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      await visitor.does('Take the link back')
      await panel.getByRole('cell', { name: `${file}, SV3.51` }).waitFor({ state: 'detached' })
      await visitor.picks('Update of the lists', `U-351 for ${product}`)
      await choice.selectOption(options.find((one) => one.startsWith(file)) ?? '')
      await visitor.does('Link the file')
      await panel.getByRole('cell', { name: `${file}, SV3.51` }).waitFor()
      await visitor.page.getByLabel('Update that the change installs').selectOption({ index: 1 })
      await visitor.button('Open a change').click()
      await visitor.link('Write the plan').click()
      await visitor.page.getByText(`It installs U-351 for ${product}`).waitFor()
      const field = visitor.page.getByLabel('Patch file', { exact: true })
      const offered = await field.getByRole('option').allTextContents()
      expect(offered.filter((one) => !one.startsWith('Choose'))).toHaveLength(1)
    })

    test('the next page of this source is read as the last one was', async () => {
      await previews(page.replaceAll('20 Oct', '3 Nov'), 'Vendor page')
      await visitor.page.getByText('Read as this source was imported last').waitFor()
      await says().getByText('1 new, 0 changed, 1 unchanged, 0 left out, 1 refused').waitFor()
      await visitor.becomes('Noor')
      await previews(page, 'Vendor page')
      expect(await visitor.whyBlocked('Import 2 rows')).toMatch(/belongs to the OT cyber/)
    })
  },
)
