import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { ProbeTarget } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { createIdentityProbe } from './identity-probe.ts'

/** Everything that one attempt to identify puts on the wire, with no device that answers. */
async function sentTo(protocol: ProbeTarget['protocol']): Promise<{
  readonly sent: string
  readonly planned: string
}> {
  const chunks: Buffer[] = []
  const server = createServer((socket) => socket.on('data', (chunk) => chunks.push(chunk)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const target = { protocol, host: '127.0.0.1', port }
  const probe = createIdentityProbe({ answerMs: 150, gapMs: 0 })
  await probe.identify(target)
  server.close()
  const planned = probe.planned(target)[0]?.bytes.replaceAll(' ', '') ?? ''
  return { sent: Buffer.concat(chunks).toString('hex'), planned }
}

describe('the dry run of a probe', () => {
  test.each(['modbus-tcp', 'ethernet-ip', 's7comm'] as const)(
    '%s shows the very bytes that are sent first',
    async (protocol) => {
      const { sent, planned } = await sentTo(protocol)
      expect(sent).toMatch(new RegExp(`^${planned.replaceAll('??', '[0-9a-f]{2}')}$`))
    },
  )
})
