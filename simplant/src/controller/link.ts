import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** How the device behaves on the wire just now: prompt, slow, or not at all. */
export type LinkMood = { readonly hangs: boolean; readonly delayMs: number }

/** Answers one complete request; null says nothing back. */
export type Answer = (request: Buffer) => Buffer | null

/**
 * Length of the request at the head of the buffer, 0 for "not yet whole", -1 for "not of this
 * protocol".
 */
export type Frame = (buffer: Buffer) => number

export type Listener = { close(): void }

const BIND_ATTEMPTS = 100
const BIND_PAUSE_MS = 50

/** Serves one request-and-answer protocol over TCP. */
export async function serveFrames(options: {
  readonly port: number
  readonly frame: Frame
  readonly connection: () => Answer
  readonly mood: () => LinkMood
}): Promise<Listener> {
  return listen(options.port, (socket) => {
    const answer = options.connection()
    let pending: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk])
      for (let length = options.frame(pending); length !== 0; length = options.frame(pending)) {
        if (length < 0) {
          socket.destroy()
          return
        }
        const reply = answer(pending.subarray(0, length))
        pending = pending.subarray(length)
        if (reply !== null) send(socket, reply, options.mood())
      }
    })
  })
}

/** Opens a port on loopback; closing it cuts every connection, as a restart does. */
export async function listen(port: number, connected: (socket: Socket) => void): Promise<Listener> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A reset by the other side is its right; the connection is gone either way.
    socket.on('error', () => socket.destroy())
    socket.setNoDelay(true)
    connected(socket)
  })
  await bound(server, port)
  return {
    close: () => {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

// After a kill the old socket may linger in the kernel for a moment; a device would not notice
// either.
async function bound(server: Server, port: number): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const problem = await attemptBind(server, port)
    if (problem === null) return
    if (problem.code !== 'EADDRINUSE' || attempt === BIND_ATTEMPTS) throw problem
    await sleep(BIND_PAUSE_MS)
  }
}

function attemptBind(server: Server, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.removeListener('error', resolve)
      resolve(null)
    })
  })
}

function send(socket: Socket, reply: Buffer, mood: LinkMood): void {
  if (mood.hangs) return
  if (mood.delayMs === 0) {
    socket.write(reply)
    return
  }
  setTimeout(() => {
    if (!socket.destroyed) socket.write(reply)
  }, mood.delayMs)
}
