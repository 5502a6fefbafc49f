import { type AddressInfo, connect, createServer } from 'node:net'
import type { ProbeTarget } from '@holdpoint/core'
import { createIdentityProbe } from '@holdpoint/probes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpcUaServer, startOpcUa } from './opcua-server.ts'

const probe = createIdentityProbe({ gapMs: 0 })
const at = (port: number): ProbeTarget => ({ protocol: 'opc-ua', host: '127.0.0.1', port })

describe('OPC UA to a server of node-opcua', () => {
  let open: OpcUaServer
  beforeAll(async () => {
    open = await startOpcUa('open')
  })
  afterAll(() => open?.stop())

  test('BuildInfo says who it is, and no session stays', async () => {
    expect(await probe.identify(at(open.port))).toEqual({
      ok: true,
      value: {
        protocol: 'opc-ua',
        vendor: 'Maker of Servers',
        product: 'Boiler Server',
        orderNumber: null,
        series: null,
        serial: null,
        firmware: '2.4.1',
        remark: 'The version is that of the OPC UA server, build 77',
        connections: { used: 1, of: 10, counts: 'OPC UA sessions' },
      },
    })
    expect(await open.sessions()).toBe(0)
  })

  test('what leaves is the dry run, message by message, with only its holes filled', async () => {
    const { sent, port, close } = await relayTo(open.port)
    const answer = await probe.identify(at(port))
    await close()
    expect(answer.ok).toBe(true)
    const messages = messagesOf(Buffer.concat(sent))
    const planned = probe.planned(at(port))
    expect(messages.length).toBe(planned.length)
    for (const [i, message] of messages.entries()) {
      expect(message.toString('hex')).toMatch(asExpression(planned[i]?.bytes ?? ''))
    }
  })
})

describe('OPC UA to a server of node-opcua that lets nobody in', () => {
  test('with secured endpoints alone, it is what it calls itself, of no known version', async () => {
    const server = await startOpcUa('secured')
    const answer = await probe.identify(at(server.port))
    await server.stop()
    expect(answer).toMatchObject({
      ok: true,
      value: { vendor: 'not said', product: 'urn:maker:boiler-server', firmware: null },
    })
    expect(answer.ok && answer.value.remark).toBe(
      'Vendor and version are unknown, because every endpoint of the server asks for security; ' +
        'its application is called Boiler 1',
    )
  })

  test('with no session left it has no free slot, and the channel is closed', async () => {
    const server = await startOpcUa('full')
    const { sent, port, close } = await relayTo(server.port)
    const answer = await probe.identify(at(port))
    await close()
    await server.stop()
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'probe-no-free-slot' } })
    expect(!answer.ok && 'why' in answer.refusal && answer.refusal.why).toMatch(/TooManySessions/)
    const types = messagesOf(Buffer.concat(sent)).map((one) => one.toString('latin1', 0, 3))
    expect(types).toEqual(['HEL', 'OPN', 'MSG', 'MSG', 'CLO'])
  })

  test('with a sign-in alone, no session is asked for', async () => {
    const server = await startOpcUa('signed-in')
    const { sent, port, close } = await relayTo(server.port)
    const answer = await probe.identify(at(port))
    await close()
    await server.stop()
    expect(answer).toMatchObject({ ok: true, value: { firmware: null } })
    expect(answer.ok && answer.value.remark).toMatch(/reads nothing to who does not sign in/)
    const types = messagesOf(Buffer.concat(sent)).map((one) => one.toString('latin1', 0, 3))
    expect(types).toEqual(['HEL', 'OPN', 'MSG', 'CLO'])
  })
})

/** Passes everything on, and keeps what the prober sent. */
async function relayTo(port: number) {
  const sent: Buffer[] = []
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    near.on('data', (chunk) => {
      sent.push(chunk)
      far.write(chunk)
    })
    far.on('data', (chunk) => near.write(chunk))
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    near.on('error', () => {})
    far.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Done when every connection through it is.
  const close = () => new Promise((resolve) => server.close(resolve))
  return { sent, port: (server.address() as AddressInfo).port, close }
}

function messagesOf(bytes: Buffer): Buffer[] {
  const messages: Buffer[] = []
  for (let start = 0; start < bytes.length; ) {
    const end = start + bytes.readUInt32LE(start + 4)
    messages.push(bytes.subarray(start, end))
    start = end
  }
  return messages
}

/** Any bytes in a hole: the test compares what is around them. */
function asExpression(pattern: string): RegExp {
  const digits = pattern.replaceAll(' ', '').replaceAll('??', '[0-9a-f]{2}')
  return new RegExp(
    `^${digits
      .replace(/\{(?:size|channel|token)\}/g, '[0-9a-f]{8}')
      .replaceAll('{time}', '[0-9a-f]{16}')
      .replace(/\{[a-z]+\}/g, '[0-9a-f]{4,80}')}$`,
  )
}
