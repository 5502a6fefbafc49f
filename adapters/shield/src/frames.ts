/** One Modbus/TCP message: its header taken apart, its PDU whole. */
export type Frame = {
  readonly transaction: number
  readonly unit: number
  readonly pdu: Buffer
}

/** What the bytes hold at their head. `broken` cannot heal: nobody knows where the next one begins. */
export type Framed =
  | { readonly kind: 'frame'; readonly frame: Frame }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'broken'; readonly why: string }

const HEADER_BYTES = 7
/** The length counts the unit identifier and a PDU of 1 to 253 bytes (Messaging on TCP/IP V1.0b). */
const LENGTH_MIN = 2
const LENGTH_MAX = 254

/** Takes messages off a byte stream by their own length, however the bytes arrive. */
export class FrameReader {
  private held: Buffer = Buffer.alloc(0)

  push(bytes: Buffer): void {
    this.held = this.held.length === 0 ? bytes : Buffer.concat([this.held, bytes])
  }

  get heldBytes(): number {
    return this.held.length
  }

  /** Whether `next` has something to say. */
  get ready(): boolean {
    return look(this.held).kind !== 'incomplete'
  }

  next(): Framed {
    const framed = look(this.held)
    if (framed.kind === 'frame') {
      this.held = this.held.subarray(HEADER_BYTES + framed.frame.pdu.length)
    }
    return framed
  }

  /** Everything that was not taken as a message. */
  takeRest(): Buffer {
    const rest = this.held
    this.held = Buffer.alloc(0)
    return rest
  }
}

/** Judges each header field as soon as it is there, so that nothing waits on bytes that lie. */
function look(held: Buffer): Framed {
  const protocol = held.length >= 4 ? held.readUInt16BE(2) : 0
  if (protocol !== 0) return broken(`the protocol identifier is ${protocol}, not 0`)
  if (held.length < 6) return { kind: 'incomplete' }
  const length = held.readUInt16BE(4)
  if (length < LENGTH_MIN || length > LENGTH_MAX) {
    return broken(`the length is ${length}, not ${LENGTH_MIN} to ${LENGTH_MAX}`)
  }
  if (held.length < 6 + length) return { kind: 'incomplete' }
  const frame = {
    transaction: held.readUInt16BE(0),
    unit: held.readUInt8(6),
    pdu: held.subarray(HEADER_BYTES, 6 + length),
  }
  return { kind: 'frame', frame }
}

function broken(why: string): Framed {
  return { kind: 'broken', why }
}

export function frameBytes({ transaction, unit, pdu }: Frame): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + pdu.length)
  bytes.writeUInt16BE(transaction, 0)
  bytes.writeUInt16BE(0, 2)
  bytes.writeUInt16BE(pdu.length + 1, 4)
  bytes.writeUInt8(unit, 6)
  pdu.copy(bytes, HEADER_BYTES)
  return bytes
}
