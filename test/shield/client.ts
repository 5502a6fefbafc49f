import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { messagesIn } from './messages.ts'

/** A plain TCP client that keeps whatever comes. */
export class Client {
  readonly socket: Socket
  private bytes = Buffer.alloc(0)
  private wake: () => void = () => {}
  closed = false

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk) => {
      this.bytes = Buffer.concat([this.bytes, chunk])
      this.wake()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
      this.wake()
    })
  }

  static async to(port: number, localAddress = '127.0.0.1'): Promise<Client> {
    const socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true })
    const client = new Client(socket)
    await once(socket, 'connect')
    return client
  }

  get answers() {
    return messagesIn(this.bytes)
  }

  /** The first `count` answers, or those that came until the connection was closed. */
  async first(count: number) {
    while (this.answers.length < count && !this.closed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    }
    return this.answers
  }

  async untilClosed(): Promise<void> {
    if (!this.closed) await once(this.socket, 'close')
  }

  close(): void {
    this.socket.destroy()
  }
}
