import { ByteReader } from '../../byte-reader.ts'
import { catalogueNumber } from '../../catalogue-number.ts'
import { identityAttributes } from '../../cip.ts'
import { cipVendorName } from '../../cip-vendors.ts'
import { u16le, u32le } from '../big-endian.ts'
import type { KnownDevice } from '../known-device.ts'

const PROTOCOL = 'ethernet-ip'

/** Device profiles of CIP volume 1, chapter 6, as far as plants have them. */
const deviceTypes: Readonly<Record<number, string>> = {
  0: 'generic device',
  2: 'AC drive',
  7: 'general purpose discrete I/O',
  12: 'communications adapter',
  14: 'programmable logic controller',
  16: 'position controller',
  19: 'DC drive',
  24: 'human machine interface',
  43: 'generic device (keyable)',
  44: 'managed switch',
  105: 'safety discrete I/O',
}

/** Attributes 1 to 7 in one piece, as ListIdentity and Get_Attributes_All give them. */
export function tellIdentity(device: KnownDevice, bytes: Buffer, start: number, end: number): void {
  const identity = identityAttributes(new ByteReader(bytes.subarray(start, end)))
  if (identity === null) return
  device.seen(PROTOCOL, 'device')
  device.fact(PROTOCOL, 'vendor', identity.vendor)
  device.fact(PROTOCOL, 'vendorId', String(u16le(bytes, start)))
  device.fact(PROTOCOL, 'deviceType', typeText(u16le(bytes, start + 2)))
  device.fact(PROTOCOL, 'productCode', String(u16le(bytes, start + 4)))
  device.fact(PROTOCOL, 'firmware', identity.firmware)
  device.fact(PROTOCOL, 'serial', identity.serial)
  tellProduct(device, identity.product)
}

/** One attribute; gives back how many bytes it took, or null where that is not known. */
export function tellAttribute(
  device: KnownDevice,
  attribute: number,
  bytes: Buffer,
  start: number,
  end: number,
): number | null {
  const left = end - start
  const take = (size: number, tell: () => void): number | null => {
    if (left < size) return null
    tell()
    return size
  }
  switch (attribute) {
    case 1:
      return take(2, () => {
        device.fact(PROTOCOL, 'vendor', cipVendorName(u16le(bytes, start)))
        device.fact(PROTOCOL, 'vendorId', String(u16le(bytes, start)))
      })
    case 2:
      return take(2, () => device.fact(PROTOCOL, 'deviceType', typeText(u16le(bytes, start))))
    case 3:
      return take(2, () => device.fact(PROTOCOL, 'productCode', String(u16le(bytes, start))))
    case 4:
      return take(2, () => device.fact(PROTOCOL, 'firmware', revision(bytes, start)))
    case 5:
      return left < 2 ? null : 2
    case 6:
      return take(4, () => device.fact(PROTOCOL, 'serial', hex(u32le(bytes, start))))
    case 7: {
      const size = bytes[start] ?? 0
      if (left < 1 + size) return null
      tellProduct(device, new ByteReader(bytes.subarray(start + 1, start + 1 + size)).text(size))
      return 1 + size
    }
    default:
      return null
  }
}

function tellProduct(device: KnownDevice, product: string): void {
  const { orderNumber, series } = catalogueNumber(product)
  device.fact(PROTOCOL, 'product', product)
  device.fact(PROTOCOL, 'orderNumber', orderNumber)
  device.fact(PROTOCOL, 'series', series)
}

function revision(bytes: Buffer, at: number): string {
  return `${bytes[at] ?? 0}.${String(bytes[at + 1] ?? 0).padStart(3, '0')}`
}

function hex(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0')
}

function typeText(type: number): string {
  return deviceTypes[type] ?? `device type ${type}`
}
