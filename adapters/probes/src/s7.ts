import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { ByteReader } from './byte-reader.ts'
import { type Exchange, type Frame, malformed, noFreeSlot, refused } from './exchange.ts'

const MODULE_IDENTIFICATION = 0x0011
const COMPONENT_IDENTIFICATION = 0x001c
const FRAGMENTS_MAX = 16
const DISCONNECT = 0x80
const CONGESTION = [1, 0x81]
// Rack 0, slot 2: where the CPU of an S7-300 sits.
const CPU_TSAP = [0x01, 0x02]

/** ISO transport connection, S7 set-up, then system status lists 0x0011 and 0x001C. */
export async function identifyByS7(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  const request = [17, 0xe0, 0, 0, 0, 1, 0, 0xc0, 1, 0x0a, 0xc1, 2, 1, 0, 0xc2, 2, ...CPU_TSAP]
  const connected = await exchange.ask(tpkt(request), frame)
  if (!connected.ok) return connected
  if (connected.value[5] === DISCONNECT) return disconnected(target, connected.value)
  if (connected.value[5] !== 0xd0) return refused(target, 'no transport connection')
  const setup = [0x32, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0xf0, 0, 0, 1, 0, 1, 0x01, 0xe0]
  const ready = await exchange.ask(tpkt([2, 0xf0, 0x80, ...setup]), frame)
  if (!ready.ok) return ready
  if (ready.value[7] !== 0x32 || ready.value[8] !== 3) return malformed(target, 'no set-up answer')
  const modules = await statusList(target, exchange, MODULE_IDENTIFICATION)
  if (!modules.ok) return modules
  // A CPU may lack the second list; its order number and firmware stand without it.
  const components = await statusList(target, exchange, COMPONENT_IDENTIFICATION)
  if (!components.ok && components.refusal.kind !== 'probe-refused') return components
  return identityOf(target, modules.value, components.ok ? components.value : Buffer.alloc(0))
}

/** A disconnect request says why (ISO 8073, 13.5.3): for want of room, or for another reason. */
function disconnected(target: ProbeTarget, packet: Buffer): Result<never, ProbeRefusal> {
  const reason = packet[10] ?? 0
  const why = `it turned the transport connection away, reason ${reason}`
  return CONGESTION.includes(reason) ? noFreeSlot(target, why) : refused(target, why)
}

async function statusList(
  target: ProbeTarget,
  exchange: Exchange,
  list: number,
): Promise<Result<Buffer, ProbeRefusal>> {
  const parts: Buffer[] = []
  const parameter = [0, 1, 0x12, 4, 0x11, 0x44, 1, 0]
  let question = userdata([0, 8, 0, 8, ...parameter, 0xff, 9, 0, 4, 0, list & 0xff, 0, 0])
  for (let fragment = 0; fragment < FRAGMENTS_MAX; fragment++) {
    const answer = await exchange.ask(question, frame)
    if (!answer.ok) return answer
    const part = statusListPart(answer.value)
    if (part === null) return malformed(target, 'not a part of a system status list')
    if (part.error !== 0) return refused(target, `S7 error 0x${part.error.toString(16)}`)
    parts.push(part.content)
    if (part.last) return accept(Buffer.concat(parts))
    const further = [0, 1, 0x12, 8, 0x12, 0x44, 1, part.sequence, 0, 0, 0, 0]
    question = userdata([0, 12, 0, 4, ...further, 0x0a, 0, 0, 0])
  }
  return malformed(target, 'the system status list does not end')
}

/** One userdata answer, from its TPKT on. */
export function statusListPart(packet: Uint8Array): {
  readonly error: number
  readonly last: boolean
  readonly sequence: number
  readonly content: Buffer
} | null {
  const reader = new ByteReader(packet)
  reader.skip(7)
  const [magic, kind] = [reader.u8(), reader.u8()]
  reader.skip(4)
  const [parameterLength, dataLength] = [reader.u16be(), reader.u16be()]
  const parameter = new ByteReader(reader.bytes(parameterLength))
  parameter.skip(7)
  const sequence = parameter.u8()
  parameter.skip(1)
  const [following, error] = [parameter.u8(), parameter.u16be()]
  const sound = reader.sound() && parameter.sound() && magic === 0x32 && kind === 7
  if (!sound) return null
  if (error !== 0) return { error, last: true, sequence, content: Buffer.alloc(0) }
  const data = new ByteReader(reader.bytes(dataLength))
  const returnCode = data.u8()
  data.skip(1)
  const content = data.bytes(data.u16be())
  if (!reader.sound() || !data.sound() || returnCode !== 0xff) return null
  return { error, last: following === 0, sequence, content }
}

function identityOf(
  target: ProbeTarget,
  modules: Buffer,
  components: Buffer,
): Result<DeviceIdentity, ProbeRefusal> {
  const byIndex = records(modules)
  const module = byIndex?.get(1)
  if (byIndex === null || module === undefined) return malformed(target, 'the list names no module')
  const names = records(components) ?? new Map<number, Buffer>()
  const nameOf = (index: number) => textOf(names.get(index), 32)
  return accept({
    protocol: 's7comm',
    vendor: 'Siemens',
    product: nameOf(7) ?? nameOf(2) ?? textOf(module, 20) ?? '',
    orderNumber: textOf(module, 20),
    series: null,
    serial: nameOf(5),
    firmware: firmwareOf(byIndex.get(7)),
  })
}

/** Header: list, index, record length, record count; each record begins with its own index. */
export function records(list: Uint8Array): ReadonlyMap<number, Buffer> | null {
  const reader = new ByteReader(list)
  reader.skip(4)
  const [length, count] = [reader.u16be(), reader.u16be()]
  const found = new Map<number, Buffer>()
  for (let record = 0; record < count && reader.sound(); record++) {
    const bytes = new ByteReader(reader.bytes(length))
    found.set(bytes.u16be(), bytes.bytes(bytes.left()))
  }
  return reader.sound() && length >= 2 ? found : null
}

/** Record 7 of list 0x0011: 20 characters, the module type, then `V` and three numbers. */
export function firmwareOf(record: Uint8Array | undefined): string | null {
  if (record === undefined || record.length < 26 || record[22] !== 0x56) return null
  return `V${record[23]}.${record[24]}.${record[25]}`
}

function textOf(record: Buffer | undefined, length: number): string | null {
  if (record === undefined || record.length < length) return null
  const text = new ByteReader(record).text(length)
  return text === '' ? null : text
}

function userdata(rest: readonly number[]): Buffer {
  return tpkt([2, 0xf0, 0x80, 0x32, 7, 0, 0, 0, 2, ...rest])
}

function tpkt(content: readonly number[]): Buffer {
  return Buffer.from([3, 0, 0, content.length + 4, ...content])
}

const frame: Frame = (received) => {
  if (received.length < 4) return 0
  const length = received.readUInt16BE(2)
  if (received[0] !== 3 || received[1] !== 0 || length < 7) return -1
  return received.length < length ? 0 : length
}
