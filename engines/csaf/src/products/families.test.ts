import { expect, test } from 'vitest'
import { identify } from './product-identity.ts'
import { assetSubject, productSubject } from './subjects.ts'

/** An entry of the vendor under this name, and the standing of an asset to it. */
function standing(
  asset: { vendor: string; product: string; orderNumber?: string },
  listed: string,
  vendor: string = asset.vendor,
): string {
  const helper = {
    ...{ modelNumbers: [], skus: [], serialNumbers: [] },
    ...{ cpe: null, purls: [], hashes: [], genericUris: [] },
  }
  const product = {
    ...{ productId: 'P', name: listed, vendor, productName: listed, versionText: null },
    ...{ helper, relationship: null, branch: [] },
  }
  const subject = productSubject(product as unknown as Parameters<typeof productSubject>[0])
  return identify(assetSubject({ id: 'A', ...asset }), subject).standing
}

test.each([
  ['Rockwell Automation', '1756-L71', 'ControlLogix 5570 controllers', 'yes'],
  ['Rockwell Automation', '1756-L71', 'ControlLogix 5580 controllers', 'no'],
  ['Rockwell Automation', '1756-L71S', 'GuardLogix 5570', 'yes'],
  ['Rockwell Automation', '1766-L32BXBA', 'MicroLogix 1400', 'yes'],
  ['Schneider Electric', 'BMXP342020', 'Modicon M340', 'yes'],
  ['Schneider Electric', 'BMXP342020', 'M340 CPUs BMX P34x', 'perhaps'],
  [
    'Schneider Electric',
    'BMXNOE0110H',
    'M340 Communication Ethernet modules BMX NOE 0110 (H)',
    'yes',
  ],
  ['Siemens', '6ES7 511-1AK02-0AB0', 'SIMATIC S7-1500 CPU family (incl. SIPLUS variants)', 'yes'],
  ['Siemens', '6ES7 511-1AK02-0AB0', 'SIMATIC S7-1500 Software Controller', 'no'],
] as const)('%s %s and "%s": %s', (vendor, orderNumber, listed, expected) => {
  expect(standing({ vendor, product: 'Controller 7', orderNumber }, listed)).toBe(expected)
})

test.each([
  ['Hitachi Energy', 'RTU560', 'RTU500 series CMU Firmware', 'perhaps'],
  ['Hitachi Energy', 'RED670', 'Relion 670 series', 'perhaps'],
  ['Hitachi Energy', 'RED650', 'Relion 670 series', 'no'],
  ['Omron', 'NJ501-1300', 'NJ/NX-series Machine Automation Controllers', 'perhaps'],
  ['Hikvision', 'DS-2CD2142FWD-I', 'DS-2CD2xx2FWD Series', 'perhaps'],
  ['Hikvision', 'DS-2CD2143G0-I', 'DS-2CD2xx2FWD Series', 'no'],
  ['Hirschmann', 'RSP20', 'RSP RSPE RSPS RSPL MSP EES', 'perhaps'],
  ['Siemens', 'SCALANCE XC206-2', 'SCALANCE XC-200 Family', 'perhaps'],
  ['Siemens', 'SCALANCE XM408', 'SCALANCE XC-200 Family', 'no'],
  ['Siemens', 'CPU 1511-1 PN', 'SIMATIC S7-1500 CPU family', 'yes'],
] as const)('%s %s may be of "%s": %s', (vendor, product, listed, expected) => {
  expect(standing({ vendor, product }, listed)).toBe(expected)
})

test('a company whose name only begins alike is for a person, another one is not', () => {
  const asset = { vendor: 'Softing', product: 'smartLink HW-DP' }
  expect(standing(asset, 'smartLink HW-DP', 'Softing Industrial Automation GmbH')).toBe('perhaps')
  expect(standing(asset, 'smartLink HW-DP', 'Softwell')).toBe('no')
  const plc = { vendor: 'AutomationDirect', product: 'C-more EA9' }
  expect(standing(plc, 'C-more EA9', 'Automation Direct')).toBe('perhaps')
})

test.each([
  ['Hitachi Energy', 'MSM', 'Modular Switchgear Monitoring (MSM)', 'yes'],
  ['Schneider Electric', 'Interactive Graphical SCADA System', 'IGSS', 'yes'],
  [
    'Rockwell Automation',
    'FactoryTalk Activation Manager',
    'Factory Talk Activation Manager',
    'yes',
  ],
  ['Siemens', 'APOGEE PXC Series', 'APOGEE PXC Series (BACnet)', 'perhaps'],
  ['Siemens', 'OpenPCS 7', 'SIMATIC PCS 7', 'no'],
] as const)('%s %s and "%s" are one name: %s', (vendor, product, listed, expected) => {
  expect(standing({ vendor, product }, listed)).toBe(expected)
})
