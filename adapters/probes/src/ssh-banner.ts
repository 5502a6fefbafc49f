import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, type Frame, malformed, noFreeSlot } from './exchange.ts'

const LINE_BYTES_MAX = 255

/** Reads the identification line that an SSH server sends first (RFC 4253, 4.2); sends nothing. */
export async function identifyBySsh(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  const line = await exchange.hear(frame)
  if (!line.ok) return line
  const text = line.value.toString('latin1').replace(/[^\x20-\x7e]/g, '')
  // What OpenSSH says in place of its name when it serves as many as it may.
  if (text.startsWith('Exceeded MaxStartups')) return noFreeSlot(target, text)
  const [, software, comment] = /^SSH-(?:2\.0|1\.99)-(\S+)(?: (.*))?$/.exec(text) ?? []
  if (software === undefined) return malformed(target, 'not the line of an SSH 2.0 server')
  return accept({
    protocol: 'ssh',
    vendor: 'not said',
    product: comment === undefined ? software : `${software} ${comment}`,
    orderNumber: null,
    series: null,
    serial: null,
    firmware: null,
  })
}

const frame: Frame = (received) => {
  const end = received.indexOf(0x0a)
  if (end >= 0) return end + 1
  return received.length > LINE_BYTES_MAX ? -1 : 0
}
