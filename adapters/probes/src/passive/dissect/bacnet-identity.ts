import { u32be } from '../big-endian.ts'
import type { KnownDevice } from '../known-device.ts'
import { skipList, type Tag, tagAt, unsigned, valueText } from './bacnet-tags.ts'
import { bacnetVendorName } from './bacnet-vendors.ts'

const PROTOCOL = 'bacnet'
const DEVICE_OBJECT = 8
const OBJECT_IDENTIFIER = 12
const UNSIGNED = 2
const TEXT = 7
const VENDOR_IDENTIFIER = 120
const PROPERTIES_MAX = 256

/** Properties of the device object (ASHRAE 135, clause 12.11) that say who it is. */
const propertyFields = {
  12: 'software',
  28: 'description',
  44: 'firmware',
  58: 'location',
  70: 'product',
  77: 'name',
  121: 'vendor',
  372: 'serial',
} as const

export function tellIAm(device: KnownDevice, bytes: Buffer, start: number, end: number): void {
  const identifier = tagAt(bytes, start, end)
  if (identifier === null || identifier.isContext || identifier.number !== OBJECT_IDENTIFIER) return
  const length = identifier.end > end ? null : tagAt(bytes, identifier.end, end)
  const segmentation = length === null ? null : tagAt(bytes, length.end, end)
  const vendor = segmentation === null ? null : tagAt(bytes, segmentation.end, end)
  if (vendor === null || vendor.number !== UNSIGNED || vendor.isContext) return
  tellInstance(device, bytes, identifier)
  tellVendor(device, unsigned(bytes, vendor))
}

/** Device identifier, object identifier, object name; the name is the device's own or none. */
export function tellIHave(device: KnownDevice, bytes: Buffer, start: number, end: number): void {
  const owner = tagAt(bytes, start, end)
  const object = owner === null ? null : tagAt(bytes, owner.end, end)
  const name = object === null ? null : tagAt(bytes, object.end, end)
  if (owner === null || object === null || name === null || name.number !== TEXT) return
  tellInstance(device, bytes, owner)
  if (isDevice(bytes, object)) device.fact(PROTOCOL, 'name', valueText(bytes, name))
}

/** ReadProperty-ACK: object, property, perhaps an index, and the value between two tags. */
export function tellProperty(device: KnownDevice, bytes: Buffer, start: number, end: number): void {
  const object = contextTag(bytes, start, end, 0)
  const property = object === null ? null : contextTag(bytes, object.end, end, 1)
  if (object === null || property === null || !isDevice(bytes, object)) return
  let next = tagAt(bytes, property.end, end)
  if (next?.isContext && next.number === 2 && !next.isOpening) next = tagAt(bytes, next.end, end)
  if (next === null || !next.isOpening || next.number !== 3) return
  tellInstance(device, bytes, object)
  tellValue(device, unsigned(bytes, property), bytes, next.end, end)
}

/** ReadPropertyMultiple-ACK: objects, each with its list of results. */
export function tellProperties(
  device: KnownDevice,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  let at: number | null = start
  for (let i = 0; i < PROPERTIES_MAX && at !== null && at < end; i++) {
    const object = contextTag(bytes, at, end, 0)
    const list = object === null ? null : tagAt(bytes, object.end, end)
    if (object === null || list === null || !list.isOpening) return
    if (isDevice(bytes, object)) {
      tellInstance(device, bytes, object)
      tellResults(device, bytes, list.end, end)
    }
    at = skipList(bytes, list, end)
  }
}

function tellResults(device: KnownDevice, bytes: Buffer, start: number, end: number): void {
  let at: number | null = start
  for (let i = 0; i < PROPERTIES_MAX && at !== null && at < end; i++) {
    const property = contextTag(bytes, at, end, 2)
    if (property === null) return
    let next = tagAt(bytes, property.end, end)
    if (next?.isContext && next.number === 3 && !next.isOpening) next = tagAt(bytes, next.end, end)
    if (next === null || !next.isOpening) return
    // Opening tag 4 is a value, 5 an error.
    if (next.number === 4) tellValue(device, unsigned(bytes, property), bytes, next.end, end)
    at = skipList(bytes, next, end)
  }
}

function tellValue(
  device: KnownDevice,
  property: number,
  bytes: Buffer,
  at: number,
  end: number,
): void {
  const value = tagAt(bytes, at, end)
  if (value === null) return
  if (property === VENDOR_IDENTIFIER && value.number === UNSIGNED && !value.isContext) {
    tellVendor(device, unsigned(bytes, value))
  }
  const field = propertyFields[property as keyof typeof propertyFields]
  if (field !== undefined) device.fact(PROTOCOL, field, valueText(bytes, value))
}

function tellVendor(device: KnownDevice, id: number): void {
  device.fact(PROTOCOL, 'vendorId', String(id))
  device.fact(PROTOCOL, 'vendor', bacnetVendorName(id))
}

function tellInstance(device: KnownDevice, bytes: Buffer, identifier: Tag): void {
  if (isDevice(bytes, identifier)) {
    device.fact(PROTOCOL, 'instance', String(u32be(bytes, identifier.start) % 0x400000))
  }
}

function isDevice(bytes: Buffer, identifier: Tag): boolean {
  return (
    identifier.end - identifier.start === 4 &&
    u32be(bytes, identifier.start) >>> 22 === DEVICE_OBJECT
  )
}

function contextTag(bytes: Buffer, at: number, end: number, number: number): Tag | null {
  const tag = tagAt(bytes, at, end)
  const isIt = tag?.isContext === true && tag.number === number && !tag.isOpening && !tag.isClosing
  return isIt ? tag : null
}
