import type { Socket } from 'node:net'
import { invariant } from '@holdpoint/std'
import { type Framed, FrameReader } from './frames.ts'

/** `cutBytes` were there of a message that never became whole. */
export type Received =
  | Exclude<Framed, { readonly kind: 'incomplete' }>
  | { readonly kind: 'ended'; readonly cutBytes: number }

/** A socket from which messages are taken one at a time; it is read no further ahead than allowed. */
export class FramedSocket {
  readonly socket: Socket
  private readonly reader = new FrameReader()
  private readonly heldBytesMax: number
  private wake: () => void = () => {}
  private over = false

  constructor(socket: Socket, heldBytesMax: number) {
    this.socket = socket
    this.heldBytesMax = heldBytesMax
    socket.on('data', this.onData)
    for (const event of ['end', 'close'] as const) {
      socket.on(event, () => {
        this.over = true
        this.wake()
      })
    }
    // A reset is followed by a close, which tells the same.
    socket.on('error', () => {})
  }

  private readonly onData = (bytes: Buffer) => {
    this.reader.push(bytes)
    if (this.reader.heldBytes >= this.heldBytesMax) this.socket.pause()
    this.wake()
  }

  /** Whether the other side can still be asked. */
  get open(): boolean {
    return !this.over && !this.socket.destroyed
  }

  get heldBytes(): number {
    return this.reader.heldBytes
  }

  async next(): Promise<Received> {
    while (!this.reader.ready) {
      if (this.over) return { kind: 'ended', cutBytes: this.reader.heldBytes }
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    const framed = this.reader.next()
    invariant(framed.kind !== 'incomplete', 'the reader was ready')
    if (this.socket.isPaused() && this.reader.heldBytes < this.heldBytesMax) this.socket.resume()
    return framed
  }

  /** Resolves when the other side has room again, or is gone. */
  async send(bytes: Buffer): Promise<void> {
    if (this.socket.destroyed || this.socket.write(bytes)) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.once('drain', done).once('close', done)
    })
  }

  /** From here on its bytes are somebody else's; these are the ones that were not taken. */
  release(): Buffer {
    this.socket.pause()
    this.socket.off('data', this.onData)
    return this.reader.takeRest()
  }
}
