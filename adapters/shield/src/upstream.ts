import { randomInt } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { FramedSocket } from './framed-socket.ts'
import { type Frame, frameBytes } from './frames.ts'
import type { Endpoint } from './policy.ts'

export type Asked =
  | { readonly kind: 'answer'; readonly pdu: Buffer }
  /** What came back is no answer to what was asked. */
  | {
      readonly kind: 'wrong'
      readonly why: string
      readonly bytes: Buffer
      readonly wasSent: boolean
    }
  | { readonly kind: 'silent'; readonly why: string }

/** Says why a frame is no answer to the request of this transaction; null where it is one. */
export type AnswerCheck = (transaction: number, answer: Frame) => string | null

const HELD_BYTES_MAX = 4096

/** The one connection to the device that a client has. A request that was sent is never sent again. */
export class Upstream {
  private readonly device: Endpoint
  private readonly timeoutMs: number
  private line: FramedSocket | null = null
  private transaction = randomInt(0x1_0000)
  private given = false

  constructor(device: Endpoint, timeoutMs: number) {
    this.device = device
    this.timeoutMs = timeoutMs
  }

  async ask(unit: number, pdu: Buffer, check: AnswerCheck): Promise<Asked> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      // A late answer must not be taken for that of the next request.
      this.drop()
    }, this.timeoutMs)
    try {
      const line = await this.connected()
      if (typeof line === 'string') return { kind: 'silent', why: late ? this.tooLate() : line }
      if (line.heldBytes > 0) {
        const why = 'bytes came that nobody asked for'
        return { kind: 'wrong', why, bytes: line.release(), wasSent: false }
      }
      this.transaction = (this.transaction + 1) & 0xffff
      const { transaction } = this
      await line.send(frameBytes({ transaction, unit, pdu }))
      const received = await line.next()
      if (received.kind === 'frame') {
        const fault = check(transaction, received.frame)
        if (fault === null) return { kind: 'answer', pdu: received.frame.pdu }
        return wrong(fault, frameBytes(received.frame))
      }
      if (received.kind === 'broken') return wrong(received.why, Buffer.alloc(0))
      this.drop()
      const ended = 'the device closed the connection without an answer'
      return { kind: 'silent', why: late ? this.tooLate() : ended }
    } finally {
      clearTimeout(timer)
    }
  }

  private tooLate(): string {
    return `the device gave no answer within ${this.timeoutMs} ms`
  }

  /** The connection for whoever passes bytes on without judging them; null where there is none. */
  async rawLine(): Promise<FramedSocket | null> {
    const timer = setTimeout(() => this.drop(), this.timeoutMs)
    const line = await this.connected()
    clearTimeout(timer)
    return typeof line === 'string' ? null : line
  }

  private async connected(): Promise<FramedSocket | string> {
    if (this.given) return 'the client is gone'
    if (this.line?.open) return this.line
    this.drop()
    const { address: host, port } = this.device
    const socket = connect({ host, port, noDelay: true, keepAlive: true })
    const line = new FramedSocket(socket, HELD_BYTES_MAX)
    this.line = line
    const fault = await opened(socket)
    return fault ?? line
  }

  private drop(): void {
    this.line?.socket.destroy()
    this.line = null
  }

  /** For good: nothing opens it again. */
  close(): void {
    this.given = true
    this.drop()
  }
}

function opened(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(null))
    socket.once('error', (fault: NodeJS.ErrnoException) =>
      resolve(`the device takes no connection: ${fault.code ?? fault.message}`),
    )
    socket.once('close', () => resolve('the device took no connection in time'))
  })
}

function wrong(why: string, bytes: Buffer): Asked {
  return { kind: 'wrong', why, bytes, wasSent: true }
}
