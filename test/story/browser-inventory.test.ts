import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aWorkbook } from '../builders/a-workbook.ts'
import { Keyboard } from './browser/keyboard.ts'
import { axeFindings, keyboardFaults, sidewaysScroll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { type People, peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const ODD_LIST = [
  'Betriebsmittel;Hersteller;Typ;Bestell-Nr.;Stand',
  'PLC-501;Siemens;SIMATIC S7-1500;6ES7 516-3AN02-0AB0;V2.9',
  'PLC-502;Siemens;SIMATIC S7-1500;;V3.1',
  ';Siemens;SIMATIC S7-1200;;',
].join('\r\n')

describe.skipIf(withoutChromium)(
  'an inventory comes in by the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-inventory')
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

    async function previews(
      file: { readonly name: string; readonly content: string | Uint8Array },
      source: string,
    ): Promise<void> {
      await visitor.page.goto('/assets/import')
      await visitor.heading('Import an inventory').waitFor()
      const { name, content } = file
      const upload = { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }
      await visitor.page.getByLabel('Inventory file').setInputFiles(upload)
      await visitor.writes('Where it comes from', source)
      await visitor.button('Preview the import').click()
    }

    const wouldChange = () => visitor.region('What would change')
    const facts = async (id: string) => people.noor.ask(api.readAssetFacts, { params: { id } })

    async function firmwareOf(tag: string): Promise<string | null> {
      const { assets } = await people.noor.ask(api.listAssets)
      return assets.find((one) => one.tag === tag)?.firmware ?? null
    }

    test('a list with headings of its own is mapped by keyboard, seen, and then applied', async () => {
      await previews({ name: 'liste.csv', content: ODD_LIST }, 'Liste der Werke')
      await wouldChange().getByText('0 new, 0 changed, 0 in conflict').waitFor()
      await visitor.page.getByText('There is nothing to import').waitFor()
      for (const [column, meaning] of [
        ['Betriebsmittel', 'Tag'],
        ['Hersteller', 'Vendor'],
        ['Typ', 'Product'],
        ['Bestell-Nr.', 'Order number'],
        ['Stand', 'Firmware'],
      ] as const) {
        await visitor.picks(`Column “${column}”`, meaning)
      }
      const keyboard = new Keyboard(visitor.page)
      await keyboard.follows(visitor.button('Preview with this mapping'))
      await wouldChange()
        .getByText('2 new, 0 changed, 0 in conflict, 0 unchanged, 1 refused')
        .waitFor()
      await wouldChange().getByText('Firmware: V2.9').waitFor()
      await wouldChange().getByText('row 3, nothing says which asset it is').waitFor()
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await sidewaysScroll(visitor.page)).toBeNull()
      expect(await keyboardFaults(visitor.page)).toEqual([])
      expect(await firmwareOf('PLC-501')).toBeNull()
      await keyboard.follows(visitor.button('Import 2 rows'))
      await visitor.region('Imported').getByText('2 assets new or changed').waitFor()
      expect(await firmwareOf('PLC-501')).toBe('V2.9')
    })

    test('the mapping of a source is proposed again, and an unchanged list changes nothing', async () => {
      await previews({ name: 'liste.csv', content: ODD_LIST }, 'Liste der Werke')
      await visitor.page.getByText('Mapped as this source was imported last').waitFor()
      await wouldChange().getByText('0 new, 0 changed, 0 in conflict, 2 unchanged').waitFor()
    })

    test('a workbook: the sheet is chosen, and what it says anew is shown as old and new', async () => {
      const content = aWorkbook({
        Cover: [['Works list'], ['March']],
        Assets: [
          ['Tag', 'Vendor', 'Model', 'Firmware version'],
          ['PLC-501', 'Siemens', 'SIMATIC S7-1500', 'V3.0'],
          ['PLC-503', 'Siemens', 'SIMATIC S7-1500', 'V3.1'],
        ],
      })
      await previews({ name: 'list.xlsx', content }, 'Liste der Werke')
      await visitor.picks('Sheet', 'Assets')
      await visitor.button('Preview with this mapping').click()
      await wouldChange().getByText('Firmware: V2.9 → V3.0').waitFor()
      await visitor.button('Import 2 rows').click()
      await visitor.region('Imported').getByText('2 assets new or changed').waitFor()
      expect(await firmwareOf('PLC-503')).toBe('V3.1')
    })

    test('the inventory that moved since the preview is not written to, and that is said', async () => {
      const content = 'Tag,Firmware\nPLC-503,V3.9'
      await previews({ name: 'late.csv', content }, 'Liste der Werke')
      await wouldChange().getByText('Firmware: V3.1 → V3.9').waitFor()
      const body = { content: 'Tag,Firmware\nPLC-503,V3.2', source: 'Liste der Werke' }
      await people.tomas.ask(api.importAssets, { body })
      await visitor.button('Import 1 row').click()
      const problem = visitor.page.getByText('The inventory has moved since the preview')
      await problem.first().waitFor()
      expect(await firmwareOf('PLC-503')).toBe('V3.2')
    })

    test('two sources disagree: a person rules, and the ruling is remembered', async () => {
      const says = (firmware: string) => ({
        name: 'monitoring.csv',
        content: `Tag,Firmware\nPLC-502,${firmware}`,
      })
      await previews(says('V4.0'), 'Monitoring')
      await wouldChange().getByText('Firmware: says V4.0; V3.1 stands').waitFor()
      await visitor.button('Import 1 row').click()
      await visitor.link('Rule on the conflicts').click()
      await visitor.link('PLC-502').click()
      await visitor.heading('Asset PLC-502').waitFor()
      expect(await firmwareOf('PLC-502')).toBe('V3.1')
      expect(await axeFindings(visitor.page)).toEqual([])
      const keyboard = new Keyboard(visitor.page)
      const conflict = visitor.region('Firmware of PLC-502')
      await keyboard.reaches(conflict.getByRole('radio').first())
      await conflict.getByRole('radio', { name: 'Monitoring: V4.0' }).check()
      await keyboard.types(
        conflict.getByRole('textbox', { name: 'Reason for the ruling' }),
        'Read at the cabinet',
      )
      await keyboard.follows(visitor.button('Rule on firmware of PLC-502'))
      await visitor.region('Conflicts').waitFor({ state: 'hidden' })
      expect(await firmwareOf('PLC-502')).toBe('V4.0')
      await previews({ name: 'liste.csv', content: ODD_LIST }, 'Liste der Werke')
      await wouldChange().getByText('says V3.1; ruled out before, V4.0 stands').waitFor()
      await wouldChange().getByText('0 in conflict').waitFor()
      const body = { content: 'Tag,Firmware\nPLC-502,V4.2', source: 'Liste der Werke' }
      const { conflicts } = await people.tomas.ask(api.importAssets, { body })
      expect(conflicts).toMatchObject([{ tag: 'PLC-502', kept: 'V4.0', offered: 'V4.2' }])
      const { facts: known } = await facts('PLC-502')
      expect(known.find((one) => one.field === 'firmware')).toMatchObject({
        value: 'V4.0',
        inConflict: true,
        ruling: {
          source: 'Monitoring',
          reason: 'Read at the cabinet',
          byName: expect.stringMatching(/Tomas/),
        },
      })
    })

    test('many disagreements that one source is right about are ruled at once', async () => {
      const content = 'Tag,Zone\nPLC-101,Cell A\nPLC-102,Cell A\nPLC-103,Cell A'
      await people.tomas.ask(api.importAssets, { body: { content, source: 'Zone walk' } })
      await visitor.page.goto('/assets/conflicts')
      await visitor.region('Rule on many').waitFor()
      await visitor.becomes('Noor')
      expect(await visitor.whyBlocked('Rule on all of them')).toMatch(/belongs to the OT cyber/)
      await visitor.becomes('Tomas')
      expect(await axeFindings(visitor.page)).toEqual([])
      expect(await keyboardFaults(visitor.page)).toEqual([])
      await visitor.picks('Source that is right', 'Zone walk, about 3 facts')
      await visitor.writes('Reason for the ruling', 'Walked with the electricians')
      await visitor.does('Rule on all of them')
      const { conflicts } = await people.noor.ask(api.listFactConflicts)
      expect(conflicts.filter((one) => one.fact.field === 'zone')).toEqual([])
      const { asset } = await people.noor.ask(api.readAsset, { params: { id: 'PLC-102' } })
      expect(asset.zone).toBe('Cell A')
    })

    test('a bad file says one line with the place, and the inventory stays', async () => {
      const before = await people.noor.ask(api.listAssets)
      for (const [content, line] of [
        ['Tag,Vendor\nPLC-9', 'Inventory: line 2, column 1: the row has 1 fields, the header 2'],
        ['[{"tag":"A",}]', /^Inventory: line 1: /],
        ['<!DOCTYPE a [<!ENTITY b "c">]><nmaprun/>', /declares a document type/],
        ['PK\u0003\u0004nothing', /the archive is cut off/],
      ] as const) {
        await previews({ name: 'bad', content }, 'Monitoring')
        const problems = visitor.region('There is a problem').getByRole('listitem')
        await problems.getByText(line).first().waitFor()
        expect(await problems.count()).toBe(1)
      }
      expect(await people.noor.ask(api.listAssets)).toEqual(before)
    })

    test('what goes dark with an asset, and its baseline, stand on its page', async () => {
      const list = [
        { tag: 'PLC-501', redundancyGroup: 'PAIR-5', redundancyKeeps: 1 },
        {
          ...{ tag: 'PLC-502', dependsOn: ['SW-900'], cipRating: 'medium', cipClass: 'BCS' },
          ...{ redundancyGroup: 'PAIR-5', redundancyKeeps: 1 },
        },
        { tag: 'SW-900', vendor: 'Siemens', product: 'SCALANCE X208', kind: 'switch' },
      ]
      const body = { content: JSON.stringify(list), source: 'Liste der Werke' }
      await people.tomas.ask(api.importAssets, { body })
      await visitor.page.goto('/assets/SW-900')
      const restart = visitor.region('When it restarts')
      await restart.getByRole('link', { name: 'PLC-502' }).click()
      await visitor.heading('Asset PLC-502').waitFor()
      const group = visitor.region('Redundancy group PAIR-5')
      await group.getByText('1 of 2 must stay alive. Members: PLC-501, PLC-502.').waitFor()
      await group.getByText('Stage 2: PLC-502').waitFor()
      await visitor
        .region('Baseline')
        .getByText('NERC CIP impact rating: medium; NERC CIP class: BCS')
        .waitFor()
      expect(visitor.complaints.filter((one) => !/status of 4(00|09)/.test(one))).toEqual([])
    })
  },
)
