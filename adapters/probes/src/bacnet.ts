import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, type Frame, malformed, refused } from './exchange.ts'
import { tagAt, unsigned, valueText } from './passive/dissect/bacnet-tags.ts'

const BACNET_IP = 0x81
const COMPLEX_ACK = 3
const ERROR_TYPES = [5, 6, 7]
const READ_PROPERTY = 12

/** Properties of the device object (ASHRAE 135, clause 12.11). */
const properties = { vendor: 121, model: 70, firmware: 44, software: 12, serial: 372 } as const

type Property = keyof typeof properties

/**
 * ReadProperty to the device object 4194303, which every device takes for itself (ASHRAE 135,
 * 15.5.1), as a unicast without segments; `invoke` ties the answer to the question.
 */
export function bacnetRequest(property: Property, invoke: string): string {
  const number = properties[property]
  const asked = number < 256 ? `19${hex(number, 2)}` : `1a${hex(number, 4)}`
  const apdu = `0005${invoke}0c0c023fffff${asked}`
  return `810a${hex(6 + apdu.length / 2, 4)}0104${apdu}`
}

export const bacnetProperties = Object.keys(properties) as readonly Property[]

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/** One property after the other; a property that the device does not have is left out. */
export async function identifyByBacnet(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  const said: { [property in Property]?: string } = {}
  for (const [index, property] of bacnetProperties.entries()) {
    const invoke = hex(index + 1, 2)
    const answer = await exchange.ask(Buffer.from(bacnetRequest(property, invoke), 'hex'), frame)
    if (!answer.ok) return answer
    const read = readAnswer(answer.value, index + 1, properties[property])
    if (read === null) return malformed(target, 'not an answer to this request')
    if (read !== 'not there') said[property] = read
  }
  const { vendor, model, firmware, software, serial } = said
  if (vendor === undefined || model === undefined) {
    return refused(target, 'the device names neither its vendor nor its model')
  }
  return accept({
    protocol: 'bacnet',
    vendor,
    product: model,
    orderNumber: null,
    series: null,
    serial: serial ?? null,
    firmware: firmware ?? software ?? null,
  })
}

function readAnswer(bytes: Buffer, invoke: number, property: number): string | null {
  // Straight from the device: no router, no segment, so that the header has one length.
  const [control, at] = [bytes[5] ?? 0xff, 6]
  if ((control & 0xa8) !== 0 || bytes.length < 9) return null
  const type = (bytes[at] ?? 0) >> 4
  if (bytes[at + 1] !== invoke) return null
  if (ERROR_TYPES.includes(type)) return 'not there'
  if (type !== COMPLEX_ACK || (bytes[at] ?? 0) & 8 || bytes[at + 2] !== READ_PROPERTY) return null
  const end = bytes.length
  const object = tagAt(bytes, at + 3, end)
  const named = object === null ? null : tagAt(bytes, object.end, end)
  if (named === null || !named.isContext || unsigned(bytes, named) !== property) return null
  const opening = tagAt(bytes, named.end, end)
  if (opening === null || !opening.isOpening || opening.number !== 3) return null
  const value = tagAt(bytes, opening.end, end)
  return value === null ? null : (valueText(bytes, value) ?? 'not there')
}

const frame: Frame = (received) =>
  received[0] === BACNET_IP && received.length >= 4 && received.readUInt16BE(2) === received.length
    ? received.length
    : -1
