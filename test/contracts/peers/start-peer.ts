import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
/** Debian's own: what it installs is not seen by another Python of the same machine. */
const PYTHON = '/usr/bin/python3'
const SNAP7 = here('../../../.setup/peers/snap7-server')
const MODULES = '/usr/lib/python3/dist-packages'

export const hasSnap7 = () => existsSync(SNAP7)
export const hasPymodbus = () =>
  existsSync(PYTHON) && ['pymodbus', 'serial_asyncio'].every((m) => existsSync(`${MODULES}/${m}`))

export type Peer = { readonly port: number; stop(): Promise<void> }

export function startPymodbus(): Promise<Peer> {
  return start((port) => [PYTHON, here('pymodbus-server.py'), String(port)])
}

export function startSnap7(clientsMax = 16): Promise<Peer> {
  return start((port) => [SNAP7, String(port), String(clientsMax)])
}

async function start(told: (port: number) => readonly [string, ...string[]]): Promise<Peer> {
  const port = await freePort()
  const [program, ...rest] = told(port)
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] })
  await up(child)
  return {
    port,
    stop: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

function up(child: ChildProcess): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
    })
    child.stdout?.on('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const closed = once(server, 'close')
  server.close()
  await closed
  return typeof address === 'object' && address !== null ? address.port : 0
}
