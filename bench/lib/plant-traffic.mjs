// Frames of a plant's mirror port, by their number: polling of some hundred controllers over long
// connections, cyclic I/O, office noise, and now and then a device that says who it is.

const PLCS = 400
const SERVERS = 8
/** Sequence numbers of each connection, both ways. */
const sequences = new Map()

export function plantFrame(i) {
  const kind = i % 20
  const device = Math.floor(i / 20) % PLCS
  if (kind < 8) return modbus(i, device)
  if (kind < 11) return s7(i, device)
  if (kind < 14) return cyclicIo(device, i)
  if (kind < 15) return profinetCycle(device, i)
  if (kind < 16) return enip(i, device)
  if (kind < 18) return office(i)
  if (kind < 19) return bacnet(device, i)
  return rare(i) ? lldp(device) : arp(device)
}

/** One in a hundred, and not always of the same devices. */
function rare(i) {
  return Math.imul(i, 0x9e3779b1) >>> 0 < 42_949_673
}

function modbus(i, device) {
  const asks = i % 2 === 0
  const port = 40_000 + (device % SERVERS)
  if (!asks && rare(i)) return answerWithIdentity(device, port)
  const registers = Array.from({ length: 20 }, (_, at) => (i + at) & 255)
  const pdu = asks ? [3, 0, 0, 0, 10] : [3, 20, ...registers]
  const head = [(i >> 8) & 255, i & 255, 0, 0, 0, pdu.length + 1, 1]
  return segment(device, port, 502, asks, Buffer.from([...head, ...pdu]))
}

function answerWithIdentity(device, port) {
  const texts = ['Schneider Electric', 'BMXP342020', 'V3.40']
  const objects = texts.flatMap((text, id) => [id, text.length, ...Buffer.from(text)])
  const pdu = [43, 14, 1, 0x81, 0, 0, texts.length, ...objects]
  const head = [0, 1, 0, 0, 0, pdu.length + 1, 1]
  return segment(device, port, 502, false, Buffer.from([...head, ...pdu]))
}

function s7(i, device) {
  const asks = i % 2 === 0
  const body = asks
    ? [1, 0, 0, i >> 8, i, 0, 14, 0, 0, 4, 1, 0x12, 10, 0x10, 2, 0, 32, 0, 1, 0x84, 0, 0, 0]
    : [3, 0, 0, i >> 8, i, 0, 2, 0, 36, 0, 0, 4, 1, 0xff, 4, 1, 0, ...Array(32).fill(i & 255)]
  const s7Message = Buffer.from([0x32, ...body.map((byte) => byte & 255)])
  const length = 7 + s7Message.length
  const head = Buffer.from([3, 0, length >> 8, length & 255, 2, 0xf0, 0x80])
  return segment(device, 41_000 + (device % SERVERS), 102, asks, Buffer.concat([head, s7Message]))
}

function enip(i, device) {
  const asks = i % 40 < 20
  const request = Buffer.from([0x4c, 2, 0x20, 0x6b, 0x25, 0, 1, 0, 1, 0])
  const answer = Buffer.from([0xcc, 0, 0, 0, 0xc4, 0, i & 255, 0, 0, 0])
  const message = asks ? request : answer
  const body = Buffer.alloc(22 + message.length)
  body.writeUInt16LE(2, 6)
  body.writeUInt16LE(0xa1, 8)
  body.writeUInt16LE(4, 10)
  body.writeUInt32LE(device, 12)
  body.writeUInt16LE(0xb1, 16)
  body.writeUInt16LE(2 + message.length, 18)
  body.writeUInt16LE(i & 0xffff, 20)
  message.copy(body, 22)
  const header = Buffer.alloc(24)
  header.writeUInt16LE(0x70, 0)
  header.writeUInt16LE(body.length, 2)
  return segment(device, 42_000, 44_818, asks, Buffer.concat([header, body]))
}

function cyclicIo(device, i) {
  const payload = Buffer.alloc(18 + 40, i & 255)
  payload.writeUInt16LE(2, 0)
  payload.writeUInt16LE(0x8002, 2)
  payload.writeUInt16LE(8, 4)
  payload.writeUInt16LE(0xb1, 14)
  payload.writeUInt16LE(40, 16)
  return udp(plc(device), [239, 192, 1, 1], 2222, 2222, payload)
}

function profinetCycle(device, i) {
  const payload = Buffer.alloc(46, i & 255)
  payload.writeUInt16BE(0xc000, 0)
  return ethernet(device, 0x8892, payload)
}

function bacnet(device, i) {
  const object = [0xc4, 2, 0, device >> 8, device & 255]
  const named = rare(i)
  const iAm = [0x10, 0, ...object, 0x22, 5, 0xc4, 0x91, 3, 0x21, 5]
  const whoIs = [0x10, 8]
  const apdu = named ? iAm : whoIs
  const payload = Buffer.from([0x81, 0x0b, 0, 6 + apdu.length, 1, 0, ...apdu])
  return udp(plc(device), [10, 0, 255, 255], 47_808, 47_808, payload)
}

/** TLS to a server that is none of ours. */
function office(i) {
  const payload = Buffer.alloc(400 + (i % 900), i & 255)
  Buffer.from([0x17, 3, 3]).copy(payload)
  return segment(i % 50, 50_000 + (i % 200), 443, i % 2 === 0, payload)
}

function lldp(device) {
  const name = `switch-${device}`
  const text = 'Siemens, SIMATIC NET, SCALANCE X208, 6GK5 208-0BA10-2AA3, HW: 4, FW: V5.2.3'
  const part = (type, content) =>
    Buffer.concat([Buffer.from([(type << 1) | (content.length >> 8), content.length]), content])
  const parts = [
    part(1, Buffer.from([4, 0, 0x1b, 0x1b, 0, device >> 8, device & 255])),
    part(2, Buffer.from('\x07port-001')),
    part(3, Buffer.from([0, 20])),
    part(5, Buffer.from(name)),
    part(6, Buffer.from(text)),
    Buffer.from([0, 0]),
  ]
  return ethernet(device, 0x88cc, Buffer.concat(parts))
}

function arp(device) {
  const head = [0, 1, 8, 0, 6, 4, 0, 1, 0, 0x1b, 0x1b, 0, device >> 8, device & 255]
  return ethernet(device, 0x0806, Buffer.from([...head, ...plc(device), ...Array(24).fill(0)]))
}

function segment(device, clientPort, serverPort, fromClient, payload) {
  const client = [10, 0, 9, device % SERVERS]
  const key = `${device} ${clientPort} ${serverPort} ${fromClient}`
  const at = sequences.get(key) ?? 1
  sequences.set(key, (at + payload.length) >>> 0)
  const header = Buffer.alloc(20)
  header.writeUInt16BE(fromClient ? clientPort : serverPort, 0)
  header.writeUInt16BE(fromClient ? serverPort : clientPort, 2)
  header.writeUInt32BE(at, 4)
  header[12] = 0x50
  header[13] = 0x18
  const [from, to] = fromClient ? [client, plc(device)] : [plc(device), client]
  return ip(from, to, 6, Buffer.concat([header, payload]))
}

function udp(from, to, fromPort, toPort, payload) {
  const header = Buffer.alloc(8)
  header.writeUInt16BE(fromPort, 0)
  header.writeUInt16BE(toPort, 2)
  header.writeUInt16BE(8 + payload.length, 4)
  return ip(from, to, 17, Buffer.concat([header, payload]))
}

function ip(from, to, protocol, payload) {
  const header = Buffer.alloc(20)
  header[0] = 0x45
  header.writeUInt16BE(20 + payload.length, 2)
  header[8] = 64
  header[9] = protocol
  header.set(from, 12)
  header.set(to, 16)
  return ethernet(from[3], 0x0800, Buffer.concat([header, payload]))
}

function ethernet(device, type, payload) {
  const header = Buffer.from([2, 0, 0, 0, 0, 9, 0, 0x1b, 0x1b, 0, device >> 8, device & 255, 0, 0])
  header.writeUInt16BE(type, 12)
  return Buffer.concat([header, payload])
}

function plc(device) {
  return [10, 0, device >> 8, device & 255]
}
