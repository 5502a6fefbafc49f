/** Messages by which devices of a plant name themselves, built from what the standards say. */

const MODBUS_ID = 43

export function modbusFrame(unit: number, pdu: readonly number[], transaction = 1): Buffer {
  const head = Buffer.alloc(7)
  head.writeUInt16BE(transaction, 0)
  head.writeUInt16BE(pdu.length + 1, 4)
  head[6] = unit
  return Buffer.concat([head, Buffer.from(pdu)])
}

export function modbusIdentity(texts: Readonly<Record<number, string>>, unit = 1): Buffer {
  const objects = Object.entries(texts).flatMap(([id, text]) => {
    return [Number(id), text.length, ...Buffer.from(text, 'latin1')]
  })
  const count = Object.keys(texts).length
  return modbusFrame(unit, [MODBUS_ID, 14, 2, 0x82, 0, 0, count, ...objects])
}

/** Attributes 1 to 7 of the identity object. */
export function cipIdentity(name: string, serial = 0x00c0ffee): Buffer {
  const head = Buffer.alloc(14)
  for (const [i, value] of [1, 14, 54].entries()) head.writeUInt16LE(value, i * 2)
  head[6] = 20
  head[7] = 11
  head.writeUInt32LE(serial, 10)
  return Buffer.concat([head, Buffer.from([name.length]), Buffer.from(name, 'latin1')])
}

export function encapsulated(command: number, body: Buffer, context = 0): Buffer {
  const header = Buffer.alloc(24)
  header.writeUInt16LE(command, 0)
  header.writeUInt16LE(body.length, 2)
  header.writeUInt32LE(context, 12)
  return Buffer.concat([header, body])
}

export function listIdentity(name: string): Buffer {
  const item = Buffer.concat([Buffer.alloc(18), cipIdentity(name), Buffer.from([3])])
  const head = Buffer.from([1, 0, 0x0c, 0, item.length & 255, item.length >> 8])
  return encapsulated(0x63, Buffer.concat([head, item]))
}

/** One unconnected message in SendRRData. */
export function unconnected(message: Buffer, context = 0): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt16LE(2, 6)
  head.writeUInt16LE(0xb2, 12)
  head.writeUInt16LE(message.length, 14)
  return encapsulated(0x6f, Buffer.concat([head, message]), context)
}

/** Get_Attributes_All of the identity object, through the backplane to a slot. */
export function routedIdentityRequest(slot: number): Buffer {
  const inner = [0x01, 0x02, 0x20, 0x01, 0x24, 0x01]
  const send = [0x52, 0x02, 0x20, 0x06, 0x24, 0x01, 0x05, 0x9d, inner.length, 0]
  return Buffer.from([...send, ...inner, 1, 0, 1, slot])
}

export function identityAnswer(name: string, serial?: number): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0, 0, 0]), cipIdentity(name, serial)])
}

export function tpkt(content: Buffer): Buffer {
  const head = Buffer.from([3, 0, 0, 0])
  head.writeUInt16BE(content.length + 4, 2)
  return Buffer.concat([head, content])
}

/** One part of the system status list 0x0011 as a CPU answers it. */
export function moduleListPart(part: Buffer, sequence: number, last: boolean): Buffer {
  const parameter = [0, 1, 0x12, 8, 0x12, 0x84, 1, sequence, 0, last ? 0 : 1, 0, 0]
  const data = Buffer.concat([Buffer.from([0xff, 9, part.length >> 8, part.length & 255]), part])
  const head = [0x32, 7, 0, 0, 0, 1, 0, parameter.length, data.length >> 8, data.length & 255]
  return tpkt(Buffer.concat([Buffer.from([2, 0xf0, 0x80, ...head, ...parameter]), data]))
}

export function moduleList(orderNumber: string, firmware: readonly number[]): Buffer {
  const record = (index: number, text: string, tail: readonly number[]) =>
    Buffer.concat([
      Buffer.from([0, index]),
      Buffer.from(text.padEnd(20), 'latin1'),
      Buffer.from([0, 0, ...tail]),
    ])
  const records = [
    record(1, orderNumber, [0, 4, 0, 1]),
    record(6, orderNumber, [0, 4, 0, 1]),
    record(7, '', [0x56, ...firmware]),
  ]
  return Buffer.concat([Buffer.from([0, 0x11, 0, 0, 0, 28, 0, records.length]), ...records])
}

export function iAm(instance: number, vendor: number): Buffer {
  const object = (8 << 22) | instance
  const identifier = [0xc4, object >>> 24, (object >> 16) & 255, (object >> 8) & 255, object & 255]
  const apdu = [0x10, 0, ...identifier, 0x22, 5, 0xc4, 0x91, 3, 0x22, vendor >> 8, vendor & 255]
  return Buffer.from([0x81, 0x0b, 0, 6 + apdu.length, 1, 0, ...apdu])
}

/** The answer to a read of `sysDescr.0`. */
export function snmpDescription(text: string): Buffer {
  const element = (tag: number, ...content: Buffer[]) => {
    const body = Buffer.concat(content)
    return Buffer.concat([Buffer.from([tag, 0x82, body.length >> 8, body.length & 255]), body])
  }
  const number = (value: number) => Buffer.from([2, 1, value])
  const oid = Buffer.from([6, 8, 0x2b, 6, 1, 2, 1, 1, 1, 0])
  const binding = element(0x30, oid, element(4, Buffer.from(text)))
  const pdu = element(0xa2, number(1), number(0), number(0), element(0x30, binding))
  return element(0x30, number(1), element(4, Buffer.from('public')), pdu)
}

export function lldpAnnouncement(name: string, description: string): Buffer {
  const part = (type: number, content: Buffer) =>
    Buffer.concat([
      Buffer.from([(type << 1) | (content.length >> 8), content.length & 255]),
      content,
    ])
  return Buffer.concat([
    part(1, Buffer.from([4, 0x00, 0x0e, 0x8c, 0, 0, 1])),
    part(2, Buffer.concat([Buffer.from([7]), Buffer.from('port-001')])),
    part(3, Buffer.from([0, 20])),
    part(5, Buffer.from(name)),
    part(6, Buffer.from(description)),
    Buffer.from([0, 0]),
  ])
}
