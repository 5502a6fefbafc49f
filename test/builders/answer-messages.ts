/** Answers that mean something only beside their question: CIP connections, BACnet reads. */
import { cipIdentity, encapsulated } from './plant-messages.ts'

const word = (value: number): number[] => [value & 255, (value >> 8) & 255]

const IDENTITY_PATH = [0x20, 1, 0x24, 1]

/** Opens a connection to the message router of the module in a slot. */
export function forwardOpen(slot: number, answersOn: number): Buffer {
  const path = [1, slot, 0x20, 2, 0x24, 1]
  const head = [0x54, 2, 0x20, 6, 0x24, 1, 0x0a, 0x0e, 0, 0, 0, 0, ...word(answersOn), 0, 0]
  const serials = [...word(7), ...word(77), 1, 2, 3, 4, 1, 0, 0, 0]
  const intervals = [0, 0x12, 0x7a, 0, 0xf4, 0x43, 0, 0x12, 0x7a, 0, 0xf4, 0x43, 0xa3]
  return Buffer.from([...head, ...serials, ...intervals, path.length / 2, ...path])
}

export function forwardOpened(asksOn: number, answersOn: number): Buffer {
  const ids = [...word(asksOn), 0, 0, ...word(answersOn), 0, 0]
  const rest = [...word(7), ...word(77), 1, 2, 3, 4, 0, 0x12, 0x7a, 0, 0, 0x12, 0x7a, 0, 0, 0]
  return Buffer.from([0xd4, 0, 0, 0, ...ids, ...rest])
}

/** One message over an open connection, in SendUnitData. */
export function connected(connection: number, sequence: number, message: Buffer): Buffer {
  const data = [...word(0xb1), ...word(message.length + 2), ...word(sequence)]
  const address = [...word(0xa1), 4, 0, ...word(connection), 0, 0]
  const items = Buffer.from([0, 0, 0, 0, 0, 0, 2, 0, ...address, ...data])
  return encapsulated(0x70, Buffer.concat([items, message]))
}

export function getAllRequest(): Buffer {
  return Buffer.from([1, 2, ...IDENTITY_PATH])
}

export function getSingleRequest(attribute: number): Buffer {
  return Buffer.from([0x0e, 3, ...IDENTITY_PATH, 0x30, attribute])
}

export function singleAnswer(content: readonly number[]): Buffer {
  return Buffer.from([0x8e, 0, 0, 0, ...content])
}

export function getListRequest(attributes: readonly number[]): Buffer {
  const list = attributes.flatMap((attribute) => word(attribute))
  return Buffer.from([3, 2, ...IDENTITY_PATH, ...word(attributes.length), ...list])
}

/** Vendor, revision and name. */
export function listAnswer(name: string): Buffer {
  const values = [...word(1), 0, 0, ...word(47), ...word(4), 0, 0, 2, 9, ...word(7), 0, 0]
  return Buffer.from([0x83, 0, 0, 0, ...word(3), ...values, name.length, ...Buffer.from(name)])
}

/** Several requests, or several answers, in one message. */
export function multiple(service: number, messages: readonly Buffer[]): Buffer {
  const head = service === 0x0a ? [0x0a, 2, 0x20, 2, 0x24, 1] : [service, 0, 0, 0]
  let offset = 2 + messages.length * 2
  const offsets = messages.flatMap((message) => {
    const at = offset
    offset += message.length
    return word(at)
  })
  return Buffer.concat([Buffer.from([...head, ...word(messages.length), ...offsets]), ...messages])
}

export function allAnswer(name: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0, 0, 0]), cipIdentity(name)])
}

const PROPERTIES = { vendor: 121, product: 70, firmware: 44, name: 77 } as const

function device(instance: number): number[] {
  return [0x0c, 2, (instance >> 16) & 255, (instance >> 8) & 255, instance & 255]
}

function text(content: string): number[] {
  return [0x75, content.length + 1, 0, ...Buffer.from(content)]
}

function bvlc(npdu: readonly number[], apdu: readonly number[]): Buffer {
  const length = 4 + npdu.length + apdu.length
  return Buffer.from([0x81, 0x0a, length >> 8, length & 255, ...npdu, ...apdu])
}

const LOCAL = [1, 0]

export function propertyAnswer(property: keyof typeof PROPERTIES, value: string): Buffer {
  const apdu = [0x30, 1, 12, ...device(7), 0x19, PROPERTIES[property], 0x3e, ...text(value), 0x3f]
  return bvlc(LOCAL, apdu)
}

function propertyList(values: Readonly<Record<string, string>>): number[] {
  const results = Object.entries(values).flatMap(([name, value]) => {
    const property = PROPERTIES[name as keyof typeof PROPERTIES]
    return [0x29, property, 0x4e, ...text(value), 0x4f]
  })
  // A property that the device does not have comes between them as an error.
  const error = [0x29, 58, 0x5e, 0x91, 2, 0x91, 32, 0x5f]
  return [...device(7), 0x1e, ...error, ...results, 0x1f]
}

export function propertiesAnswer(values: Readonly<Record<string, string>>): Buffer {
  return bvlc(LOCAL, [0x30, 1, 14, ...propertyList(values)])
}

/** The same in segments, from a device behind a router. */
export function routedSegments(
  values: Readonly<Record<string, string>>,
  segmentBytes: number,
): Buffer[] {
  const list = propertyList(values)
  const count = Math.ceil(list.length / segmentBytes)
  return Array.from({ length: count }, (_, i) => {
    const part = list.slice(i * segmentBytes, (i + 1) * segmentBytes)
    const kind = i + 1 < count ? 0x3c : 0x38
    return bvlc([1, 8, 0, 5, 1, 0x0a], [kind, 1, i, 1, 14, ...part])
  })
}

/** A broadcast manager repeats what a device of another network said. */
export function forwarded(from: readonly number[], message: Buffer): Buffer {
  const length = message.length + 6
  const head = [0x81, 4, length >> 8, length & 255, ...from, 0xba, 0xc0]
  return Buffer.concat([Buffer.from(head), message.subarray(4)])
}
