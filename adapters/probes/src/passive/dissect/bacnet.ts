import { u16be } from '../big-endian.ts'
import { LIMITS } from '../capture-limits.ts'
import type { FactBook } from '../fact-book.ts'
import type { KnownDevice } from '../known-device.ts'
import { ipv4Text } from '../network/addresses.ts'
import type { Datagram } from '../network/dissector.ts'
import type { Host, HostTable } from '../network/host.ts'
import { tellIAm, tellIHave, tellProperties, tellProperty } from './bacnet-identity.ts'

const BACNET_IP = 0x81
const FORWARDED = 0x04
const DISTRIBUTE = 0x09
const UNICAST = 0x0a
const BROADCAST = 0x0b
const CONFIRMED_REQUEST = 0
const UNCONFIRMED = 1
const COMPLEX_ACK = 3
const I_AM = 0
const I_HAVE = 1
const WHO_HAS = 7
const WHO_IS = 8
const READ_PROPERTY = 12
const READ_PROPERTY_MULTIPLE = 14
const SEGMENTS_MAX = 64

type Sender = { readonly host: Host; readonly unit: string | null }
type Apdu = { readonly bytes: Buffer; readonly at: number; readonly end: number }
type Assembly = { readonly parts: Buffer[] }

/** BACnet/IP (ASHRAE 135, annex J) with its routers, its broadcast managers and its segments. */
export class Bacnet {
  readonly #book: FactBook
  readonly #hosts: HostTable
  readonly #assemblies = new Map<string, Assembly>()

  constructor(book: FactBook, hosts: HostTable) {
    this.#book = book
    this.#hosts = hosts
  }

  datagram({ bytes, start, end, from }: Datagram): void {
    // Some write a shorter length than they send; a longer one means that something is missing.
    if (bytes[start] !== BACNET_IP || u16be(bytes, start + 2) > end - start) return
    const kind = bytes[start + 1]
    if (kind === UNICAST || kind === BROADCAST || kind === DISTRIBUTE) {
      this.#network(bytes, start + 4, end, from)
    } else if (kind === FORWARDED && end - start >= 10) {
      // The manager repeats what another sent, and says who that was.
      this.#network(bytes, start + 10, end, this.#hosts.v4(bytes, start + 4))
    }
  }

  /** On another port only what is in order to the last byte. */
  guess(datagram: Datagram): void {
    const { bytes, start, end } = datagram
    const inOrder = u16be(bytes, start + 2) === end - start && bytes[start + 4] === 1
    if (inOrder) this.datagram(datagram)
  }

  /** Clause 6.2: where it goes, where it comes from if from behind a router. */
  #network(bytes: Buffer, start: number, end: number, host: Host): void {
    const control = bytes[start + 1] ?? 0
    if (bytes[start] !== 1 || start + 2 > end) return
    let at = start + 2
    if ((control & 0x20) !== 0) at += 3 + (bytes[at + 2] ?? 0)
    let unit: string | null = null
    if ((control & 0x08) !== 0) {
      const length = bytes[at + 2] ?? 0
      if (at + 3 + length > end) return
      unit = routedUnit(bytes, at, length)
      at += 3 + length
    }
    if ((control & 0x20) !== 0) at += 1
    const isNetworkMessage = (control & 0x80) !== 0
    if (at < end && !isNetworkMessage) this.#application({ bytes, at, end }, { host, unit })
  }

  #application({ bytes, at, end }: Apdu, sender: Sender): void {
    const type = (bytes[at] ?? 0) >> 4
    if (type === CONFIRMED_REQUEST) {
      this.#book.seen(sender.host, 'bacnet', 'client')
      return
    }
    const service = bytes[at + 1]
    if (type === UNCONFIRMED && (service === WHO_IS || service === WHO_HAS)) {
      this.#book.seen(sender.host, 'bacnet', 'client')
      return
    }
    if (type > 7) return
    const device = this.#book.of(sender.host, sender.unit)
    device.seen('bacnet', 'device')
    if (type === UNCONFIRMED && service === I_AM) tellIAm(device, bytes, at + 2, end)
    if (type === UNCONFIRMED && service === I_HAVE) tellIHave(device, bytes, at + 2, end)
    if (type === COMPLEX_ACK) this.#complexAck({ bytes, at, end }, sender, device)
  }

  #complexAck({ bytes, at, end }: Apdu, sender: Sender, device: KnownDevice): void {
    const segmented = ((bytes[at] ?? 0) & 8) !== 0
    if (!segmented) {
      tell(device, bytes[at + 2], bytes, at + 3, end)
      return
    }
    const more = ((bytes[at] ?? 0) & 4) !== 0
    const sequence = bytes[at + 2] ?? 0
    const service = bytes[at + 4]
    const key = `${sender.host.address} ${sender.unit ?? ''} ${bytes[at + 1]} ${service}`
    const whole = this.#segment(key, sequence, more, bytes.subarray(at + 5, end))
    if (whole !== null) tell(device, service, whole, 0, whole.length)
  }

  /** Segments come in order; one that is missing voids what came before. */
  #segment(key: string, sequence: number, more: boolean, part: Buffer): Buffer | null {
    const known = this.#assemblies.get(key)
    this.#assemblies.delete(key)
    const assembly = sequence === 0 ? { parts: [] } : known
    if (assembly === undefined) return null
    if (sequence !== assembly.parts.length) {
      // A repeated segment changes nothing.
      if (sequence < assembly.parts.length) this.#assemblies.set(key, assembly)
      return null
    }
    assembly.parts.push(Buffer.from(part))
    if (!more) return Buffer.concat(assembly.parts)
    const oldest = this.#assemblies.keys().next()
    if (this.#assemblies.size >= LIMITS.openQuestionsMax && oldest.done !== true) {
      this.#assemblies.delete(oldest.value)
    }
    if (assembly.parts.length < SEGMENTS_MAX) this.#assemblies.set(key, assembly)
    return null
  }
}

function tell(
  device: KnownDevice,
  service: number | undefined,
  bytes: Buffer,
  start: number,
  end: number,
): void {
  if (service === READ_PROPERTY) tellProperty(device, bytes, start, end)
  if (service === READ_PROPERTY_MULTIPLE) tellProperties(device, bytes, start, end)
}

/** Six bytes are an IP address and a port; anything else is written as it lies there. */
function routedUnit(bytes: Buffer, at: number, length: number): string {
  const network = u16be(bytes, at)
  const address = at + 3
  const text =
    length === 6
      ? `${ipv4Text(bytes, address)}:${u16be(bytes, address + 4)}`
      : bytes.toString('hex', address, address + Math.min(length, 16))
  return `network ${network} address ${text}`
}
