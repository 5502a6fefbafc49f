import * as api from '@holdpoint/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpcUaServer, startOpcUa } from '../contracts/opcua-server.ts'
import { axeFindings, keyboardFaults, sidewaysScroll, unfoldAll } from './browser/look-at-screen.ts'
import { openBrowser, openScreen, STORY_MS_MAX, withoutChromium } from './browser/open-browser.ts'
import { Visitor } from './browser/visitor.ts'
import { peopleAt } from './patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from './server-process.ts'

const named = { vendor: 'Maker of Servers', product: 'Boiler Server', firmware: '2.4.1' }

describe.skipIf(withoutChromium)(
  'a device is asked who it is, in the browser (needs Chromium)',
  { timeout: STORY_MS_MAX },
  () => {
    const data = temporaryFolder('browser-probing')
    let server: ServerProcess
    let device: OpcUaServer
    let browser: Browser
    let visitor: Visitor

    beforeAll(async () => {
      device = await startOpcUa('open')
      server = await startServer({ dataFolder: data.path })
      const where = { host: '127.0.0.1', port: device.port }
      const gateway = {
        ...{ tag: 'GW-1', kind: 'gateway', ...named, zone: 'control' },
        identity: { protocol: 'opc-ua', ...where },
      }
      const snmpUser = { name: 'reader', auth: 'sha', privacy: 'aes-128' }
      const networkSwitch = {
        ...{ tag: 'SW-9', kind: 'switch', ...named, zone: 'control' },
        identity: { protocol: 'snmp', ...where, snmpUser },
      }
      const content = JSON.stringify({ assets: [gateway, networkSwitch] })
      const { tomas } = peopleAt(server.address)
      await tomas.ask(api.importAssets, { body: { content, source: 'a list' } })
      browser = await openBrowser()
      visitor = await Visitor.at(await openScreen(browser, server))
      await visitor.becomes('Tomas')
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      await device?.stop()
      data.remove()
    })

    test('the known-safe list takes the model, with its connections', async () => {
      const { page } = visitor
      await page.goto('/probing')
      await page
        .getByRole('checkbox', { name: /control/i })
        .first()
        .check()
      await visitor.does('Permit probing in these zones')
      await visitor.writes('Vendor', named.vendor)
      await visitor.writes('Product', named.product)
      await visitor.writes('Firmware', named.firmware)
      await visitor.picks('Protocol', 'opc-ua')
      await visitor.writes('Tried by whom, where and when', 'Tomas, on the spare')
      await visitor.writes('Connections that the device serves at once', '4')
      await visitor.writes("Of these, how many the plant's own systems hold as a rule", '3')
      await visitor.does('Put this model on the list')
      const row = page.getByRole('row', { name: /Boiler Server 2\.4\.1/ })
      await row.getByRole('cell', { name: '4', exact: true }).waitFor()
      const cells = await row.getByRole('cell').allTextContents()
      expect(cells.slice(-3, -1)).toEqual(['4', '3'])
    })

    test('dry run, release and answer stand on the page of the asset', async () => {
      const { page } = visitor
      await page.goto('/assets/GW-1')
      const panel = visitor.region('Ask the device')
      await panel.getByRole('button', { name: 'What would be sent' }).click()
      await panel
        .getByText(/^4d534746 \{size\} \{channel\} \{token\}/)
        .first()
        .waitFor()
      await visitor.becomes('Sam')
      await visitor.writes('State of the process', 'steady')
      await visitor.writes('Free connections of the device', '5')
      await visitor.button('Release one probe').click()
      await page.getByText('5 connections cannot be free: the model serves 4 at once').waitFor()
      await visitor.writes('Free connections of the device', '1')
      await visitor.does('Release one probe')
      await visitor.becomes('Tomas')
      await visitor.does('Ask GW-1 who it is', 'GW-1 was asked')
      await panel.getByText('Maker of Servers Boiler Server, firmware 2.4.1').waitFor()
      await panel.getByText('The version is that of the OPC UA server, build 77.').waitFor()
      await panel.getByText('The device itself counted 1 OPC UA sessions of 10.').waitFor()
      await unfoldAll(page)
      expect(await axeFindings(page)).toEqual([])
      expect(await sidewaysScroll(page)).toBe(null)
      expect(await keyboardFaults(page)).toEqual([])
    })

    test('the words of an SNMP user go in; the page no longer asks for them', async () => {
      await visitor.page.goto('/assets/SW-9')
      const ask = 'Ask SW-9 who it is'
      await visitor.button(ask).waitFor()
      expect(await visitor.whyBlocked(ask)).toMatch(/words of the SNMP user of SW-9 are not kept/)
      await visitor.button('Words of the SNMP user reader').click()
      await visitor.page.getByLabel('Words of authentication').fill('authentication-words')
      await visitor.page.getByLabel('Words of privacy').fill('privacy-words')
      await visitor.does('Keep the words')
      await expect.poll(() => visitor.whyBlocked(ask)).not.toMatch(/SNMP user/)
      // A browser logs the one release that was refused.
      expect(visitor.complaints.filter((one) => !one.includes('status of 4'))).toEqual([])
    })
  },
)
