import { type AddressInfo, createServer } from 'node:net'
import type { ProbeTarget } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { createIdentityProbe } from './identity-probe.ts'
import { createProbes } from './probes.ts'
import { createSignalProbe } from './signal-probe.ts'

const OPTIONS = { gapMs: 5, answerMs: 500 }
const signal = { table: 'input-register', address: 0, scale: 1, unit: '' } as const

type Probes = ReturnType<typeof createProbes>

/** The most connections that a device saw at once, asked by both probes three times. */
async function mostAtOnce({ identityProbe, signalProbe }: Probes): Promise<number> {
  let [open, most] = [0, 0]
  const server = createServer((socket) => {
    open += 1
    most = Math.max(most, open)
    socket.on('close', () => {
      open -= 1
    })
    socket.on('error', () => {})
    socket.on('data', (request) => setTimeout(() => socket.write(refusal(request)), 20))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const target: ProbeTarget = { protocol: 'modbus-tcp', host: '127.0.0.1', port }
  await Promise.all(
    [1, 2, 3].flatMap((): Promise<unknown>[] => [
      identityProbe.identify(target),
      signalProbe.read(target, [signal]),
    ]),
  )
  server.close()
  return most
}

/** Every function is refused with exception 1. */
function refusal(request: Buffer): Buffer {
  const answer = Buffer.from(request.subarray(0, 9))
  answer.writeUInt16BE(3, 4)
  answer[7] = (request[7] ?? 0) | 0x80
  answer[8] = 1
  return answer
}

test('the probes of one program ask a device one after the other', async () => {
  expect(await mostAtOnce(createProbes(OPTIONS))).toBe(1)
})

test('two probes that know nothing of one another would not', async () => {
  const apart = {
    identityProbe: createIdentityProbe(OPTIONS),
    signalProbe: createSignalProbe(OPTIONS),
  }
  expect(await mostAtOnce(apart)).toBe(2)
})
