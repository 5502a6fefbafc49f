import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createHash, randomInt } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { openSftp, type SftpLink, type SftpTarget } from '@holdpoint/connectors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const SSHD = '/usr/sbin/sshd'
const TIMES = { connectMs: 10_000, answerMs: 10_000 }

describe.skipIf(!existsSync(SSHD))('SFTP to OpenSSH (needs /usr/sbin/sshd)', () => {
  let server: OpenSsh
  beforeAll(async () => {
    server = await startOpenSsh()
  })
  afterAll(() => server.stop())

  test('a file that was put is read back with the same hash', async () => {
    const bytes = Uint8Array.from({ length: 300_001 }, (_, index) => (index * 31) % 251)
    const link = await opened(server.target)
    const path = join(server.folder, 'image.bin')
    expect(await link.write(path, bytes)).toEqual({ ok: true, value: 'written' })
    const read = await link.read(path)
    link.close()
    expect(read.ok && sha256(read.value)).toBe(sha256(bytes))
    expect(sha256(readFileSync(path))).toBe(sha256(bytes))
  })

  test('a shorter file takes the place of a longer one', async () => {
    const link = await opened(server.target)
    const path = join(server.folder, 'short.bin')
    await link.write(path, Buffer.from('a longer text'))
    await link.write(path, Buffer.from('short'))
    link.close()
    expect(readFileSync(path, 'utf8')).toBe('short')
  })

  test('a missing file is named as missing', async () => {
    const link = await opened(server.target)
    const read = await link.read(join(server.folder, 'nothing'))
    link.close()
    expect(read).toMatchObject({ ok: false, refusal: { kind: 'missing' } })
  })

  test('a place where nothing may be written is refused', async () => {
    const link = await opened(server.target)
    const written = await link.write(server.folder, Buffer.from('x'))
    link.close()
    expect(written).toMatchObject({ ok: false, refusal: { kind: 'refused' } })
  })

  test('the fingerprint that ssh-keygen prints is the pin, in either spelling', async () => {
    const hex = Buffer.from(server.target.hostKeySha256.slice(7), 'base64').toString('hex')
    const link = await opened({ ...server.target, hostKeySha256: hex })
    link.close()
  })

  test('another host key is refused by name', async () => {
    const other = { ...server.target, hostKeySha256: `SHA256:${'A'.repeat(43)}` }
    expect(await openSftp(other, TIMES)).toMatchObject({
      ok: false,
      refusal: { kind: 'host-key-changed', offered: server.target.hostKeySha256 },
    })
  })

  test('a wrong password is refused', async () => {
    const { host, port, hostKeySha256, username } = server.target
    const wrong = { host, port, hostKeySha256, username, password: 'wrong' }
    expect(await openSftp(wrong, TIMES)).toMatchObject({
      ok: false,
      refusal: { kind: 'controller-refused' },
    })
  })

  test('a server that dies takes the open link with it, and says so', async () => {
    const link = await opened(server.target)
    server.cutConnections()
    const read = await link.read(join(server.folder, 'image.bin'))
    link.close()
    expect(read).toMatchObject({ ok: false, refusal: { kind: 'lost' } })
  })
})

type OpenSsh = {
  readonly target: SftpTarget
  readonly folder: string
  cutConnections(): void
  stop(): void
}

/**
 * A real sshd of this machine: own port, own host key, own configuration, one user with one key.
 */
async function startOpenSsh(): Promise<OpenSsh> {
  const folder = mkdtempSync(join(tmpdir(), 'sshd-'))
  const [hostKey, userKey] = [join(folder, 'host_key'), join(folder, 'user_key')]
  for (const key of [hostKey, userKey]) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key])
  }
  // Below the ports that the plant in a box claims for its controllers.
  const port = 9_100 + randomInt(1_000)
  const configuration = join(folder, 'sshd_config')
  const lines = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${userKey}.pub`,
    `PidFile ${join(folder, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'Subsystem sftp internal-sftp',
  ]
  writeFileSync(configuration, `${lines.join('\n')}\n`)
  // As root sshd wants this folder, which its own service would make.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  const child = spawn(SSHD, ['-D', '-e', '-f', configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  await listening(child)
  const printed = execFileSync('ssh-keygen', ['-lf', `${hostKey}.pub`], { encoding: 'utf8' })
  const target = {
    host: '127.0.0.1',
    port,
    hostKeySha256: printed.split(' ')[1] ?? '',
    username: userInfo().username,
    privateKey: readFileSync(userKey, 'utf8'),
  }
  return {
    target,
    folder,
    cutConnections: () => {
      for (const pid of connectionsOf(child)) process.kill(pid, 'SIGKILL')
    },
    stop: () => {
      child.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The processes that this sshd forked for its connections, oldest generation first. */
function connectionsOf(server: ChildProcess): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const childrenOf = (parent: number): number[] =>
    rows.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...childrenOf(pid)] : []))
  return childrenOf(server.pid ?? -1)
}

/** sshd says itself when it listens. */
function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (said.includes('Server listening on')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`sshd ended with ${code}:\n${said}`)))
  })
}

async function opened(target: SftpTarget): Promise<SftpLink> {
  const link = await openSftp(target, TIMES)
  if (!link.ok) throw new Error(JSON.stringify(link.refusal))
  return link.value
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
