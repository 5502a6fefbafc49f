import { type ChildProcess, spawn } from 'node:child_process'
import { createServer as createTcp } from 'node:net'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../story/server-process.ts'

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export type OpcUaServer = {
  readonly port: number
  /** Sessions that the server counts now. */
  sessions(): Promise<number>
  stop(): Promise<void>
}

/** node-opcua's server in a process of its own. */
export async function startOpcUa(
  kind: 'open' | 'secured' | 'signed-in' | 'full',
): Promise<OpcUaServer> {
  const folder = temporaryFolder(`opcua-${kind}`)
  const port = await freePort()
  const env = { ...process.env, HOME: folder.path, XDG_CONFIG_HOME: folder.path }
  const told = [here('run-source.mjs'), here('opcua-server-child.ts'), kind, String(port)]
  const child = spawn(process.execPath, told, { env, stdio: ['pipe', 'pipe', 'pipe'] })
  await said(child, /up/)
  return {
    port,
    sessions: async () => {
      const counted = said(child, /sessions (\d+)/)
      child.stdin.write('count\n')
      return Number(await counted)
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.stdin.end()
      await gone
      folder.remove()
    },
  }
}

function said(child: ChildProcess, words: RegExp): Promise<string> {
  let all = ''
  return new Promise((resolve, reject) => {
    const heard = (chunk: unknown) => {
      all += String(chunk)
      const found = words.exec(all)
      if (found === null) return
      child.stdout?.removeListener('data', heard)
      resolve(found[1] ?? '')
    }
    child.stdout?.on('data', heard)
    child.stderr?.on('data', (chunk) => {
      all += String(chunk)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${all}`)))
  })
}

async function freePort(): Promise<number> {
  const server = createTcp()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
