import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, expect, test } from 'vitest'
import { aPolicyText } from './a-shield.ts'
import { Client } from './client.ts'
import { aDevice } from './device.ts'
import { adu, hex, readHolding, writeHolding } from './messages.ts'

const folder = mkdtempSync(join(tmpdir(), 'shield-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HOLDPOINT = 'cli/bin/holdpoint.mjs'

function policyFile(fields: object): string {
  const file = join(folder, 'policy.json')
  writeFileSync(file, JSON.stringify(aPolicyText(fields)))
  return file
}

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, [HOLDPOINT, 'shield', ...args], { encoding: 'utf8' })
}

async function started(...args: readonly string[]) {
  const child: ChildProcess = spawn(process.execPath, [HOLDPOINT, 'shield', 'modbus', ...args])
  if (child.stdout === null) throw new Error('standard output was piped')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => JSON.parse(String((await lines.next()).value))
  return { child, line, listening: await line() }
}

test.each([
  ['enforce', hex('86 01'), 10],
  ['alert', writeHolding(10, 77), 77],
])(
  'the command stands before a device in mode %s, logs, and sums up',
  async (mode, answer, word) => {
    const device = await aDevice()
    const port = await freePort()
    const log = join(folder, `${mode}.jsonl`)
    const policy = policyFile({
      listen: { address: '127.0.0.1', port },
      device: { address: '127.0.0.1', port: device.port },
    })
    const shield = await started('--policy', policy, '--mode', mode, '--log', log, '--json')
    expect(shield.listening).toMatchObject({ kind: 'listening', mode, listen: { port } })
    const client = await Client.to(port)
    client.socket.write(Buffer.concat([adu(readHolding(0, 1)), adu(writeHolding(10, 77))]))
    expect((await client.first(2)).map(({ pdu }) => pdu)).toEqual([hex('03 02 0000'), answer])
    expect(device.words[10]).toBe(word)
    const written = readFileSync(log, 'utf8').trim().split('\n')
    expect(written.map((one) => JSON.parse(one))).toMatchObject([{ kind: 'refused', mode }])
    shield.child.kill('SIGTERM')
    const counts = { requests: 2, refused: 1, forwarded: mode === 'enforce' ? 1 : 2 }
    expect(await shield.line()).toMatchObject({ kind: 'ended', mode, counts, seenIsWhole: true })
    await once(shield.child, 'close')
    expect(shield.child.exitCode).toBe(0)
    client.close()
    await device.close()
  },
)

test.skipIf(!existsSync('/dev/full'))(
  'a log that cannot be written is said, and refused all the same (needs /dev/full)',
  async () => {
    const device = await aDevice()
    const port = await freePort()
    const policy = policyFile({
      listen: { address: '127.0.0.1', port },
      device: { address: '127.0.0.1', port: device.port },
    })
    const shield = await started('--policy', policy, '--log', '/dev/full', '--json')
    let said = ''
    shield.child.stderr?.on('data', (chunk) => {
      said += String(chunk)
    })
    const client = await Client.to(port)
    client.socket.write(Buffer.concat([adu(writeHolding(10, 77)), adu(readHolding(10, 1))]))
    expect((await client.first(2)).map(({ pdu }) => pdu)).toEqual([hex('86 01'), hex('03 02 000a')])
    shield.child.kill('SIGTERM')
    await once(shield.child, 'close')
    expect(said).toMatch('the log cannot be written (ENOSPC): function 6 is not allowed')
    client.close()
    await device.close()
  },
)

test.each([
  ['a policy that is not there', ['modbus', '--policy', 'none.json'], 'no such file'],
  ['a mode that is none', ['modbus', '--policy', 'none.json', '--mode', 'off'], 'learn, alert'],
  ['rules of no policy', ['rules', '--policy', 'package.json'], '/conduit'],
])('%s ends with 2 and one reason', (_, args, why) => {
  const ran = run(...args)
  expect(ran.status).toBe(2)
  expect(ran.stderr).toMatch(why)
})

test('an address that is taken ends with 2', async () => {
  const device = await aDevice()
  const listen = { address: '127.0.0.1', port: device.port }
  const ran = run('modbus', '--policy', policyFile({ listen }))
  await device.close()
  expect(ran.status).toBe(2)
  expect(ran.stderr).toMatch('EADDRINUSE')
})

test.each(['read-only', 'listed-registers'])(
  'the example %s gives rules, guard and rollback',
  (name) => {
    const policy = `docs/examples/shield/${name}.json`
    const json = JSON.parse(run('rules', '--policy', policy, '--json').stdout)
    expect(run('rules', '--policy', policy).stdout).toBe(json.rules)
    expect(run('rules', '--policy', policy, '--rollback').stdout).toBe(json.rollback)
    expect(run('rules', '--policy', policy, '--guard').stdout).toBe(json.guard.rules)
  },
)

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
