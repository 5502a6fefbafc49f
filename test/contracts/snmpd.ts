import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SNMPD = '/usr/sbin/snmpd'

export const hasSnmpd = () => existsSync(SNMPD)

/** A switch as the agent of Net-SNMP plays it: one community, and users of version 3. */
const SETTINGS = `rocommunity plant 127.0.0.1
sysDescr Test switch, firmware V5.2.4
sysObjectID .1.3.6.1.4.1.4196.1.1.5
sysName SW-101
createUser sealed SHA authentication-words AES privacy-words
createUser signed SHA authentication-words
createUser newer SHA-256 authentication-words AES privacy-words
rouser sealed priv
rouser signed auth
rouser newer priv
`

export type Snmpd = { readonly port: number; stop(): Promise<void> }

export async function startSnmpd(): Promise<Snmpd> {
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-snmpd-'))
  const port = await freeUdpPort()
  const settings = join(folder, 'snmpd.conf')
  writeFileSync(settings, SETTINGS)
  // It prints to standard error once the agent is up.
  const told = ['-Le', '-f', '-C', '-c', settings, '-I', '-smux', `udp:127.0.0.1:${port}`]
  const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' }
  const agent = spawn(SNMPD, told, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  await spoken(agent, 'NET-SNMP version')
  return {
    port,
    stop: async () => {
      const gone = once(agent, 'exit')
      agent.kill('SIGKILL')
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  const closed = once(socket, 'close')
  socket.close()
  await closed
  return port
}

function spoken(child: ChildProcess, words: string): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += String(chunk)
      if (said.includes(words)) resolve()
    })
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)))
  })
}
