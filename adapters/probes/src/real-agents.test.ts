import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
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
