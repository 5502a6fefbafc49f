import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testData } from '../../../test/test-data.ts'
import { ByteReader } from './byte-reader.ts'
import { identityAttributes } from './cip.ts'
import { identificationPart } from './modbus.ts'
import { firmwareOf, records, statusListPart } from './s7.ts'

const data = testData()
const captures = data === null ? '' : join(data, 'pcap')
const missing = !existsSync(captures)

describe.skipIf(missing)('answers recorded from devices (needs the test data)', () => {
  test('an S7 CPU gives the order number and firmware that the dissector printed', () => {
    const [packet] = answers('s7comm-szl-ident.pcap', 102, (bytes) => listOf(bytes) === 0x0011)
    const list = records(statusListPart(packet ?? Buffer.alloc(0))?.content ?? Buffer.alloc(0))
    expect(list?.get(1)?.toString('latin1', 0, 20).trim()).toBe('6ES7 315-2EH14-0AB0')
    expect(firmwareOf(list?.get(7))).toBe('V3.2.6')
  })

  test('a remote station gives its own', () => {
    const recorded = answers(
      's7comm-reading-plc-status.pcap',
      102,
      (bytes) => listOf(bytes) === 0x0011,
    )
    const numbers = recorded.map((packet) => {
      const part = statusListPart(packet)
      return records(part?.content ?? Buffer.alloc(0))
        ?.get(1)
        ?.toString('latin1', 0, 20)
        .trim()
    })
    expect(numbers).toContain('6ES7 151-8AB01-0AB0')
  })

  test('a ControlLogix bridge gives vendor, revision and name', () => {
    const [packet] = answers(
      'enip-list-identity.pcap',
      44818,
      (bytes) => bytes.length > 60 && bytes[0] === 0x63,
    )
    // Header, item count, item type and length, protocol version, socket address.
    const reader = new ByteReader((packet ?? Buffer.alloc(0)).subarray(24 + 2 + 4 + 2 + 16))
    expect(identityAttributes(reader)).toMatchObject({
      vendor: 'Rockwell Automation/Allen-Bradley',
      product: '1756-ENBT/A',
      orderNumber: '1756-ENBT',
      series: 'A',
      firmware: '4.003',
    })
  })

  test('a Modbus device gives the objects that the dissector printed', () => {
    const recorded = answers(
      'modbus-read-device-id.pcap',
      null,
      (bytes) => bytes[7] === 43 && bytes.length > 13,
    )
    const texts = recorded.flatMap((packet) => [
      ...(identificationPart(packet.subarray(7))?.objects.values() ?? []),
    ])
    expect(texts).toEqual(
      expect.arrayContaining(['Zeek Modbus Test', 'Protocol Parsing is fun!', '1.2.3.6']),
    )
  })

  test('an answer that is cut anywhere is not read as a whole one', () => {
    const [packet] = answers('s7comm-szl-ident.pcap', 102, (bytes) => listOf(bytes) === 0x0011)
    const whole = packet ?? Buffer.alloc(0)
    for (let length = 0; length < whole.length; length++) {
      expect(statusListPart(whole.subarray(0, length)), `${length} bytes`).toBeNull()
    }
  })
})

function listOf(bytes: Buffer): number | null {
  const isAnswer = bytes.length > 33 && bytes[7] === 0x32 && bytes[8] === 7 && bytes[29] === 0xff
  return isAnswer ? bytes.readUInt16BE(33) : null
}

/** TCP and UDP payloads of a classic pcap file over Ethernet and IPv4; enough for these files. */
function answers(
  file: string,
  fromPort: number | null,
  wanted: (payload: Buffer) => boolean,
): Buffer[] {
  const bytes = readFileSync(join(captures, file))
  const found: Buffer[] = []
  for (let at = 24; at + 16 <= bytes.length; ) {
    const length = bytes.readUInt32LE(at + 8)
    const ip = bytes.subarray(at + 16 + 14, at + 16 + length)
    at += 16 + length
    const [version = 0, , , , , , , , , protocol] = ip
    if (version >> 4 !== 4 || (protocol !== 6 && protocol !== 17)) continue
    const transport = ip.subarray((version & 15) * 4, ip.readUInt16BE(2))
    const payload = transport.subarray(protocol === 6 ? ((transport[12] ?? 0) >> 4) * 4 : 8)
    const port = transport.readUInt16BE(0)
    if ((fromPort === null || port === fromPort) && wanted(payload)) found.push(payload)
  }
  return found
}
