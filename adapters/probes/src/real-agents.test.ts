import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProbeTarget, SnmpUser } from '@holdpoint/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasSnmpd, type Snmpd, startSnmpd } from '../../../test/contracts/snmpd.ts'
import { createIdentityProbe } from './identity-probe.ts'

const SSHD = '/usr/sbin/sshd'
const probe = createIdentityProbe({ gapMs: 0, answerMs: 3000 })

describe.skipIf(!hasSnmpd())('SNMP to Net-SNMP (needs /usr/sbin/snmpd)', () => {
  let agent: Snmpd

  beforeAll(async () => {
    agent = await startSnmpd()
  })
  afterAll(() => agent?.stop())

  const at = (community?: string): ProbeTarget => ({
    protocol: 'snmp',
    host: '127.0.0.1',
    port: agent.port,
    ...(community === undefined ? {} : { community }),
  })

  test('an agent says what it is and whose', async () => {
    expect(await probe.identify(at('plant'))).toMatchObject({
      ok: true,
      value: { protocol: 'snmp', vendor: 'Siemens', product: 'Test switch, firmware V5.2.4' },
    })
  })

  test('an agent says how many TCP connections it counts, one more with one more', async () => {
    const server = createServer(() => {})
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const before = await countedBy(at('plant'))
    const { port } = server.address() as AddressInfo
    const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'))
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    // The agent counts anew every few seconds; other programs of this machine count too.
    await expect
      .poll(() => countedBy(at('plant')), { timeout: 30_000, interval: 500 })
      .toBeGreaterThan(before + 10)
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  const secret = { authentication: 'authentication-words', privacy: 'privacy-words' }
  const as = (snmpUser: SnmpUser): ProbeTarget => ({ ...at(), snmpUser })
  const sealed = { name: 'sealed', auth: 'sha', privacy: 'aes-128' } as const

  test.each([
    ['SHA and AES', sealed],
    ['SHA, not sealed', { name: 'signed', auth: 'sha', privacy: 'none' }],
    ['SHA-256 and AES', { name: 'newer', auth: 'sha-256', privacy: 'aes-128' }],
  ] as const)('version 3, %s: the agent says what it is', async (_, user) => {
    expect(await probe.identify(as(user), secret)).toMatchObject({
      ok: true,
      value: { protocol: 'snmp', vendor: 'Siemens', product: 'Test switch, firmware V5.2.4' },
    })
  })

  test.each([
    [{ ...sealed, name: 'nobody' }, secret, 'the agent does not know the user'],
    [
      sealed,
      { ...secret, authentication: 'other-words' },
      'the words of authentication are not those of the user',
    ],
    [{ ...sealed, name: 'signed' }, secret, 'the user has no such level of security there'],
    [{ ...sealed, privacy: 'none' }, secret, 'the agent answered with an error'],
    [sealed, null, 'the words of its SNMP user are not kept'],
  ] as const)('version 3: %o is refused, with the reason', async (user, words, why) => {
    expect(await probe.identify(as(user), words)).toMatchObject({
      ok: false,
      refusal: { kind: 'probe-refused', why },
    })
  })

  test('version 3: wrong words of privacy give no identity', async () => {
    const impatient = createIdentityProbe({ gapMs: 0, answerMs: 300 })
    const answer = await impatient.identify(as(sealed), { ...secret, privacy: 'other-words' })
    expect(answer.ok).toBe(false)
  })

  test('a community that may not read gets no answer, and says how long it waited', async () => {
    const impatient = createIdentityProbe({ gapMs: 0, answerMs: 200 })
    expect(await impatient.identify(at())).toMatchObject({
      ok: false,
      refusal: { kind: 'probe-no-answer', waitedMs: 200 },
    })
  })
})

async function countedBy(target: ProbeTarget): Promise<number> {
  const answer = await probe.identify(target)
  return answer.ok ? (answer.value.connections?.used ?? -1) : -1
}

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

  test('says itself that it serves as many as it may: no free slot', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-full-'))
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
    const key = join(folder, 'host-key')
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
    const port = await freePort()
    const daemon = ['-D', '-f', '/dev/null', '-h', key, '-o', 'PidFile=none']
    const narrow = ['-o', 'MaxStartups=1:100:1', '-o', `ListenAddress=127.0.0.1:${port}`]
    const child = spawn(SSHD, [...daemon, ...narrow], { stdio: 'ignore' })
    const target: ProbeTarget = { protocol: 'ssh', host: '127.0.0.1', port }
    await expect.poll(async () => (await probe.identify(target)).ok, { timeout: 10_000 }).toBe(true)
    const other = await holdsTheOne(port)
    const full = await probe.identify(target)
    other.destroy()
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
    expect(full).toMatchObject({ ok: false, refusal: { kind: 'probe-no-free-slot' } })
  })
})

/** The probe of before may hold it a moment longer: then we are turned away, and come again. */
async function holdsTheOne(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    const [said] = await Promise.race([once(socket, 'data'), once(socket, 'close')])
    if (String(said).startsWith('SSH-')) return socket
    socket.destroy()
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const closed = once(server, 'close')
  server.close()
  await closed
  return port
}
