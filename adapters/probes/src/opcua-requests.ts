import type { PlannedRequest, ProbeTarget } from '@holdpoint/core'

type Step = 'hello' | 'open' | 'endpoints' | 'create' | 'activate' | 'read' | 'end' | 'close'

/** The largest chunk and the largest answer that we take; a server must be able to do with 8192. */
export const CHUNK_BYTES_MAX = 65_536
const CHUNKS_MAX = 16
const CHANNEL_MS = 60_000
/** A session that we could not close is gone after this. */
const SESSION_MS = 10_000

const NULL = 'ffffffff'
const NO_SECURITY = 'http://opcfoundation.org/UA/SecurityPolicy#None'

/**
 * The smallest exchange that reads BuildInfo (OPC 10000-4, 5.5 to 5.11, in the encoding of
 * OPC 10000-6): no request writes, calls, subscribes or browses.
 */
export function opcUaRequests(
  target: Pick<ProbeTarget, 'host' | 'port'>,
): Readonly<Record<Step, PlannedRequest>> {
  const url = text(endpointUrl(target))
  const hello = `${u32(0)} ${u32(CHUNK_BYTES_MAX)} ${u32(8192)} ${u32(CHUNK_BYTES_MAX)} ${u32(CHUNKS_MAX)} ${url}`
  const policy = `${text(NO_SECURITY)} ${NULL} ${NULL}`
  const openBody = `${typeId(446)} ${header('0000')} ${u32(0)} ${u32(0)} ${u32(1)} ${NULL} ${u32(CHANNEL_MS)}`
  const client = [
    ...[text('urn:holdpoint:identity-probe'), text('urn:holdpoint'), `02 ${text('Holdpoint')}`],
    ...[u32(1), NULL, NULL, u32(0)],
  ].join(' ')
  const create = `${client} ${NULL} ${url} ${text('Holdpoint')} ${NULL} ${NULL} ${f64(SESSION_MS)} ${u32(CHUNK_BYTES_MAX)}`
  const anonymous = '01004101 01 {policy}'
  const activate = `${NULL} ${NULL} ${NULL} ${NULL} ${anonymous} ${NULL} ${NULL}`
  const nodes = readNodes.map((id) => `${typeId(id)} ${u32(13)} ${NULL} 0000 ${NULL}`)
  return {
    hello: {
      bytes: `48454c46 ${u32(8 + hello.replaceAll(' ', '').length / 2)} ${hello}`,
      words: 'Hello',
    },
    open: {
      bytes: `4f504e46 {size} ${u32(0)} ${policy} ${NUMBER} ${NUMBER} ${openBody}`,
      words: 'OpenSecureChannel, policy None',
    },
    endpoints: message(428, '0000', `${url} ${NULL} ${NULL}`, 'GetEndpoints'),
    create: message(461, '0000', create, 'CreateSession'),
    activate: message(467, '{session}', activate, 'ActivateSession, anonymous'),
    read: message(
      631,
      '{session}',
      `${f64(0)} ${u32(3)} ${u32(nodes.length)} ${nodes.join(' ')}`,
      READS,
    ),
    end: message(473, '{session}', '01', 'CloseSession'),
    close: { ...message(452, '0000', '', 'CloseSecureChannel'), bytes: closing() },
  }
}

/** BuildInfo; how many sessions are open, and how many may be (OPC 10000-6, A.1). */
const readNodes = [2260, 2277, 24_095]
const READS = 'Read of BuildInfo, i=2260, and of the counts of sessions, i=2277 and i=24095'

/** Numbers of sequence, request and handle: one byte is enough for eight requests. */
const NUMBER = '??000000'

function message(type: number, token: string, body: string, words: string): PlannedRequest {
  const bytes = `4d534746 {size} {channel} {token} ${NUMBER} ${NUMBER} ${typeId(type)} ${header(token)} ${body}`
  return { bytes: bytes.trim(), words }
}

const closing = () =>
  `434c4f46 {size} {channel} {token} ${NUMBER} ${NUMBER} ${typeId(452)} ${header('0000')}`

/** Token, time, handle, no diagnostics, no audit entry, no time-out, no more header. */
function header(token: string): string {
  return `${token} {time} ${NUMBER} ${u32(0)} ${NULL} ${u32(0)} 000000`
}

const typeId = (id: number) => `0100${hex(id, 2)}`
const u32 = (value: number) => hex(value, 4)

function f64(value: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return bytes.toString('hex')
}

function hex(value: number, bytes: number): string {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer.toString('hex')
}

function text(value: string): string {
  const bytes = Buffer.from(value, 'utf8')
  return u32(bytes.length) + bytes.toString('hex')
}

function endpointUrl({ host, port }: Pick<ProbeTarget, 'host' | 'port'>): string {
  return `opc.tcp://${host.includes(':') ? `[${host}]` : host}:${port}`
}
