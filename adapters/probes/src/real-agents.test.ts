import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProbeTarget } from '@holdpoint/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIdentityProbe } from './identity-probe.ts'

const SNMPD = '/usr/sbin/snmpd'
const SSHD = '/usr/sbin/sshd'
const probe = createIdentityProbe({ gapMs: 0, answerMs: 3000 })

describe.skipIf(!existsSync(SNMPD))('SNMP to Net-SNMP (needs /usr/sbin/snmpd)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-snmpd-'))
  let agent: ChildProcess
  let port = 0

  beforeAll(async () => {
    port = await freeUdpPort()
    const settings = join(folder, 'snmpd.conf')
    writeFileSync(
      settings,
      'rocommunity plant 127.0.0.1\nsysDescr Test switch, firmware V5.2.4\nsysObjectID .1.3.6.1.4.1.4196.1.1.5\nsysName SW-101\n',
    )
    // The second prints to standard error once the agent is up.
    const told = ['-Le', '-f', '-C', '-c', settings, '-I', '-smux', `udp:127.0.0.1:${port}`]
    const env = { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' }
    agent = spawn(SNMPD, told, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    await spoken(agent, 'NET-SNMP version')
  })
  afterAll(async () => {
    const gone = once(agent, 'exit')
    agent.kill('SIGKILL')
    await gone
    rmSync(folder, { recursive: true, force: true })
  })

  const at = (community?: string): ProbeTarget => ({
    protocol: 'snmp',
    host: '127.0.0.1',
    port,
    ...(community === undefined ? {} : { community }),
  })

  test('an agent says what it is and whose', async () => {
    expect(await probe.identify(at('plant'))).toMatchObject({
      ok: true,
      value: { protocol: 'snmp', vendor: 'Siemens', product: 'Test switch, firmware V5.2.4' },
    })
  })

  test('a community that may not read gets no answer, and says how long it waited', async () => {
    const impatient = createIdentityProbe({ gapMs: 0, answerMs: 200 })
    expect(await impatient.identify(at())).toMatchObject({
      ok: false,
      refusal: { kind: 'probe-no-answer', waitedMs: 200 },
    })
  })
})

describe.skipIf(!existsSync(SSHD))('the first line of OpenSSH (needs /usr/sbin/sshd)', () => {
  test('is read, and nothing is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-banner-'))
    // As root sshd wants this folder, which its own service would make.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
    const key = join(folder, 'host-key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    // In inetd mode sshd serves the one connection that it is given as its standard input.
    const server = createServer((socket) => {
      const inetd = ['-i', '-f', '/dev/null', '-h', key, '-o', 'PidFile=none']
      const child = spawn(SSHD, inetd, { stdio: ['pipe', 'pipe', 'ignore'] })
      child.stdin.on('error', () => {})
      socket.on('error', () => {})
      socket.on('data', () => expect.unreachable('a probe of SSH sends nothing'))
      child.stdout.pipe(socket)
      socket.on('close', () => child.kill('SIGKILL'))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const answer = await probe.identify({ protocol: 'ssh', host: '127.0.0.1', port })
    server.close()
    rmSync(folder, { recursive: true, force: true })
    expect(answer).toMatchObject({ ok: true, value: { protocol: 'ssh' } })
    expect(answer.ok && answer.value.product).toMatch(/^OpenSSH_\d+\.\d+/)
  })
})

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
