import { describe, expect, test } from 'vitest'
import {
  aPcap,
  type CapturedFrame,
  conversation,
  datagram,
  ethernet,
  type Said,
} from '../../../../test/builders/a-capture.ts'
import {
  iAm,
  identityAnswer,
  lldpAnnouncement,
  modbusIdentity,
  routedIdentityRequest,
  snmpDescription,
  tpkt,
  unconnected,
} from '../../../../test/builders/plant-messages.ts'
import {
  dnp3Attributes,
  mmsIdentity,
  profinetIdentification,
  uaBuildInfo,
  uaRead,
  uaTexts,
} from '../../../../test/builders/rare-messages.ts'
import { assetsFromCapture } from './assets-from-capture.ts'

const client = { ip: '10.0.0.9', port: 40_000 }
const at = (port: number) => ({ ip: '10.0.0.1', port })
const server = (bytes: Buffer): Said => ({ by: 'server', bytes })
const asks = (bytes: Buffer): Said => ({ by: 'client', bytes })

describe('who a device says it is', () => {
  test('units behind a Modbus gateway are devices of their own', () => {
    const said = [1, 12, 13].map((unit) => server(modbusIdentity({ 0: 'M', 1: `U${unit}` }, unit)))
    const found = assetsOf(conversation(client, at(502), said)).map(({ unit, orderNumber }) => [
      unit,
      orderNumber,
    ])
    expect(found).toEqual([
      [null, 'U1'],
      ['unit 12', 'U12'],
      ['unit 13', 'U13'],
    ])
  })

  test('a module behind a backplane is the slot’s, not the bridge’s', () => {
    const said = [
      asks(unconnected(routedIdentityRequest(2), 7)),
      server(unconnected(identityAnswer('1756-L61/B LOGIX5561'), 7)),
    ]
    const [bridge, module] = assetsOf(conversation(client, at(44_818), said))
    expect(bridge).toMatchObject({ unit: null, product: null })
    expect(module).toMatchObject({
      unit: 'slot 2',
      vendor: 'Rockwell Automation/Allen-Bradley',
      product: '1756-L61/B LOGIX5561',
      orderNumber: '1756-L61',
      firmware: '20.011',
      serial: '00C0FFEE',
    })
  })

  test('a CIP answer whose question was not captured is nobody’s identity', () => {
    const said = [server(unconnected(identityAnswer('1756-L61/B'), 7))]
    expect(assetsOf(conversation(client, at(44_818), said))[0]?.product).toBeNull()
  })

  test('OPC UA tells its build in one structure or node by node', () => {
    const info = ['urn:p', 'Siemens AG', 'SIMATIC S7-1500', 'V2.9.4', '7']
    const whole = [asks(uaRead(5, [2260])), server(uaBuildInfo(5, info))]
    const single = [
      asks(uaRead(5, [2263, 2261, 2264])),
      server(uaTexts(5, ['Siemens AG', 'SIMATIC S7-1500', 'V2.9.4'])),
    ]
    for (const said of [whole, single]) {
      expect(assetsOf(conversation(client, at(4840), said))[0]).toMatchObject({
        protocol: 'opc-ua',
        vendor: 'Siemens AG',
        product: 'SIMATIC S7-1500',
        firmware: 'V2.9.4',
      })
    }
  })

  test('OPC UA is known by its first bytes on any port', () => {
    const said = [asks(uaRead(5, [2261])), server(uaTexts(5, ['KEPServerEX']))]
    const [asset] = assetsOf(conversation(client, at(49_320), said))
    expect(asset).toMatchObject({ address: '10.0.0.1', product: 'KEPServerEX' })
  })

  test('DNP3 device attributes name maker, product, version and serial number', () => {
    const texts = { 252: 'SEL', 250: 'SEL-3505', 242: 'R143', 248: '1201', 243: 'A2' }
    const [asset] = assetsOf(conversation(client, at(20_000), [server(dnp3Attributes(texts))]))
    expect(asset).toMatchObject({
      vendor: 'SEL',
      product: 'SEL-3505',
      firmware: 'R143',
      serial: '1201',
      hardware: 'A2',
    })
  })

  test('a DNP3 block whose checksum is wrong says nothing', () => {
    const bytes = dnp3Attributes({ 252: 'SEL', 250: 'SEL-3505' })
    bytes[20] = (bytes[20] ?? 0) ^ 1
    expect(assetsOf(conversation(client, at(20_000), [server(bytes)]))[0]?.vendor).toBeNull()
  })

  test('MMS Identify names vendor, model and revision', () => {
    const said = [server(mmsIdentity('ABB', 'REF615', '5.1.20'))]
    expect(assetsOf(conversation(client, at(102), said))[0]).toMatchObject({
      protocol: 'mms',
      vendor: 'ABB',
      product: 'REF615',
      firmware: '5.1.20',
    })
  })

  test('a newer Siemens CPU names itself when a session opens', () => {
    const session = Buffer.from('\x72\x01\x00\x40....1;6ES7 512-1CK00-0AB0 ;V1.8....', 'latin1')
    const said = [server(tpkt(Buffer.concat([Buffer.from([2, 0xf0, 0x80]), session])))]
    expect(assetsOf(conversation(client, at(102), said))[0]).toMatchObject({
      protocol: 's7comm-plus',
      vendor: 'Siemens',
      orderNumber: '6ES7 512-1CK00-0AB0',
      firmware: 'V1.8',
    })
  })

  test('PROFINET I&M 0 of slot 0 is the device, of another slot the module', () => {
    const told = {
      vendor: 42,
      orderNumber: '6ES7 155-6AU01-0BN0',
      serial: 'S C-1234',
      hardware: 3,
      firmware: ['V', 4, 2, 0],
    } as const
    const frames = [0, 1].map((slot) =>
      datagram(at(34_964), client, profinetIdentification({ ...told, slot })),
    )
    const assets = assetsOf(frames)
    expect(assets.map(({ unit }) => unit)).toEqual([null, 'slot 1'])
    for (const asset of assets) {
      expect(asset).toMatchObject({
        vendor: 'Siemens',
        orderNumber: '6ES7 155-6AU01-0BN0',
        serial: 'S C-1234',
        hardware: '3',
        firmware: 'V4.2.0',
      })
    }
  })

  test('a description gives order number and versions where it writes them', () => {
    const text = 'Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: 4, FW: V5.2.3'
    expect(assetsOf([datagram(at(161), client, snmpDescription(text))])[0]).toMatchObject({
      vendor: 'Siemens',
      orderNumber: '6GK5 208-0BA10-2AA3',
      hardware: '4',
      firmware: 'V5.2.3',
    })
  })

  test('vendor numbers that are not known are written as the number', () => {
    expect(assetsOf([datagram(at(47_808), client, iAm(7, 60_000))])[0]?.vendor).toBe(
      'BACnet vendor 60000',
    )
  })

  test('control characters of a device do not reach a screen', () => {
    const [asset] = assetsOf([
      { bytes: ethernet(0x88cc, lldpAnnouncement('a\u001b[31mb\u202ec', 'text')) },
    ])
    expect(asset?.name).toBe('a [31mb c')
  })
})

describe('one asset for one device', () => {
  test('what LLDP and SNMP say meets where the device paired its addresses', () => {
    const frames = [
      { bytes: ethernet(0x88cc, lldpAnnouncement('switch-1', 'Siemens SCALANCE')) },
      { bytes: ethernet(0x0806, arpOf('10.0.0.1')) },
      datagram(at(161), client, snmpDescription('Siemens, FW: V5.2')),
    ]
    const [asset] = assetsOf(frames)
    expect(asset).toMatchObject({ address: '10.0.0.1', mac: '00:0e:8c:00:00:01', name: 'switch-1' })
    expect(asset?.protocols.map(({ protocol }) => protocol).sort()).toEqual(['lldp', 'snmp'])
  })

  test('a hardware address with two IP addresses is left alone: it may be a router', () => {
    const frames = [
      { bytes: ethernet(0x88cc, lldpAnnouncement('switch-1', 'Siemens SCALANCE')) },
      { bytes: ethernet(0x0806, arpOf('10.0.0.1')) },
      { bytes: ethernet(0x0806, arpOf('10.0.0.2')) },
    ]
    expect(assetsOf(frames)[0]?.address).toBe('00:0e:8c:00:00:01')
  })

  test('different answers stand side by side, each with its packet', () => {
    const frames = [
      ...conversation(client, at(502), [server(modbusIdentity({ 0: 'Old', 1: 'X', 2: 'V1' }))]),
      datagram(at(161), client, snmpDescription('Siemens, FW: V5.2')),
    ]
    const [asset] = assetsOf(frames)
    expect(asset).toMatchObject({ vendor: 'Old', firmware: 'V1' })
    expect(asset?.conflicts).toMatchObject([
      {
        field: 'vendor',
        values: [
          { protocol: 'modbus-tcp', value: 'Old', packet: 3 },
          { protocol: 'snmp', value: 'Siemens', packet: 4 },
        ],
      },
      { field: 'firmware' },
    ])
  })

  test.each([
    ['Siemens AG', 'Siemens, FW: V1', 0],
    ['Siemens AG', 'Siemens, FW: 1', 0],
    ['Siemens AG', 'Hirschmann, FW: V1', 1],
    ['Siemens AG', 'Siemens, FW: V2', 1],
  ])('%s and "%s" differ in %i things', (vendor, description, differences) => {
    const [asset] = assetsOf([
      ...conversation(client, at(502), [server(modbusIdentity({ 0: vendor, 1: 'X', 2: 'V1' }))]),
      datagram(at(161), client, snmpDescription(description)),
    ])
    expect(asset?.conflicts.length).toBe(differences)
  })

  test('of one protocol the newest answer counts: firmware may change while we listen', () => {
    const said = ['V1', 'V2'].map((version) =>
      server(modbusIdentity({ 0: 'Maker', 1: 'X', 2: version })),
    )
    expect(assetsOf(conversation(client, at(502), said))[0]?.firmware).toBe('V2')
    expect(assetsOf(conversation(client, at(502), [...said].reverse()))[0]?.firmware).toBe('V1')
  })
})

/** The assets that answer; the one that asks is left out. */
function assetsOf(frames: readonly CapturedFrame[]) {
  const read = assetsFromCapture(aPcap(frames))
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.assets.filter(({ address }) => address !== client.ip)
}

function arpOf(ip: string): Buffer {
  const sender = [0, 0x0e, 0x8c, 0, 0, 1, ...ip.split('.').map(Number)]
  return Buffer.from([0, 1, 8, 0, 6, 4, 0, 2, ...sender, ...Array<number>(10).fill(0)])
}
