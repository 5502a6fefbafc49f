import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { modbusAnswer, modbusFrame } from '../../simplant/src/controller/modbus-server.ts'

/** What the device makes of a request; null leaves it without an answer. */
export type Manner = (answer: Buffer, request: Buffer, socket: Socket) => Buffer | null

/** The simulated plant's Modbus server on a real socket, with everything that ever reached it. */
export type Device = {
  readonly port: number
  readonly received: Buffer[]
  readonly connections: () => number
  readonly words: number[]
  close(): Promise<void>
}

export async function aDevice(manner: Manner = (answer) => answer): Promise<Device> {
  const received: Buffer[] = []
  const sockets = new Set<Socket>()
  const words = Array.from({ length: 1000 }, (_, at) => at)
  const bits = words.map((at) => at % 3 === 0)
  const image = { coils: [...bits], discrete: bits, holding: words, input: [...words] }
  const face = { vendor: 'V', orderNumber: 'O', firmware: 'F', product: 'P', series: null }
  const answer = modbusAnswer({
    image: () => image as never,
    face: () => face as never,
    written: () => {},
  })
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let held = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      held = Buffer.concat([held, chunk])
      for (let length = modbusFrame(held); length > 0; length = modbusFrame(held)) {
        const request = Buffer.from(held.subarray(0, length))
        held = held.subarray(length)
        received.push(request)
        const bytes = manner(answer(request) as Buffer, request, socket)
        if (bytes !== null) socket.write(bytes)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    received,
    words,
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
