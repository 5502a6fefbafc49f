import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { type Exchange, malformed, refused } from './exchange.ts'
import { type OpcUaChannel, openChannel } from './opcua-channel.ts'
import { opcUaStatus } from './opcua-status.ts'
import {
  type Application,
  BUILD_INFO,
  buildInfo,
  type Endpoint,
  endpoints,
} from './passive/dissect/opcua-answers.ts'
import type { OpcUaReader } from './passive/dissect/opcua-reader.ts'

type Read<T> = Result<T, ProbeRefusal>
type Build = ReturnType<typeof buildInfo>

const MODE_NONE = 1
const NO_SECURITY = 'http://opcfoundation.org/UA/SecurityPolicy#None'

/** Endpoints first; BuildInfo where one of them lets a reader in without security and sign-in. */
export async function identifyByOpcUa(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Read<DeviceIdentity>> {
  const opened = await openChannel(target, exchange)
  if (!opened.ok) return opened
  const channel = opened.value
  const identity = await identityOver(target, channel)
  // Who refuses still listens; who babbles or is silent is sent nothing more.
  if (stillListens(identity)) await channel.close()
  return identity
}

const stillListens = (read: Read<unknown>) =>
  read.ok || read.refusal.kind === 'probe-refused' || read.refusal.kind === 'probe-no-free-slot'

async function identityOver(
  target: ProbeTarget,
  channel: OpcUaChannel,
): Promise<Read<DeviceIdentity>> {
  const answer = await channel.ask('endpoints')
  if (!answer.ok) return answer
  const { body } = answer.value
  const offered = endpoints(body)
  const application = offered[0]?.application
  if (!body.sound()) return malformed(target, 'the list of endpoints is cut short')
  if (application === undefined) return refused(target, 'the server names no endpoint')
  const open = offered.filter(({ mode, policy }) => mode === MODE_NONE && policy === NO_SECURITY)
  const way = open.find((endpoint) => endpoint.anonymous !== null)
  if (way === undefined) return byApplication(target, application, closedBecause(open))
  const read = await inSession(target, channel, way.anonymous ?? '')
  if (!read.ok) return read
  const { build, sessions, sessionsMax } = read.value
  const identity =
    typeof build === 'string'
      ? byApplication(target, application, build)
      : byBuildInfo(target, application, build)
  if (!identity.ok || sessions === null) return identity
  const connections = { used: sessions, of: sessionsMax, counts: 'OPC UA sessions' } as const
  return accept({ ...identity.value, connections })
}

const closedBecause = (open: readonly Endpoint[]) =>
  open.length === 0
    ? 'every endpoint of the server asks for security'
    : 'the server reads nothing to who does not sign in'

/** One session, closed again, for one read. */
async function inSession(
  target: ProbeTarget,
  channel: OpcUaChannel,
  policy: string,
): Promise<Read<Reading>> {
  const created = await channel.ask('create')
  if (!created.ok) return created
  const session = sessionToken(created.value)
  if (session === null) return malformed(target, 'not an answer to CreateSession')
  const activated = await channel.ask('activate', { session, policy: tokenBody(policy) })
  const read = activated.ok ? await channel.ask('read', { session }) : activated
  // Left open, a session holds one of the few of a small server until its time is out.
  if (stillListens(read)) await channel.ask('end', { session })
  if (!read.ok) return read
  return readValues(target, read.value.body)
}

function sessionToken(answer: { readonly body: OpcUaReader; readonly bytes: Buffer }) {
  const { body, bytes } = answer
  body.nodeId()
  const at = body.at()
  body.nodeId()
  return body.sound() ? bytes.subarray(at, body.at()) : null
}

/** AnonymousIdentityToken with the server's own name of the policy. */
function tokenBody(policy: string): Buffer {
  const text = Buffer.from(policy, 'utf8')
  const lengths = Buffer.alloc(8)
  lengths.writeUInt32LE(text.length + 4, 0)
  lengths.writeUInt32LE(text.length, 4)
  return Buffer.concat([lengths, text])
}

/** What was read: BuildInfo or why not, and how many sessions are open and may be. */
type Reading = {
  readonly build: Build | string
  readonly sessions: number | null
  readonly sessionsMax: number | null
}

function readValues(target: ProbeTarget, body: OpcUaReader): Read<Reading> {
  if (body.count() !== 3) return malformed(target, 'not the values that were asked for')
  const build = readValue(body, (type) => (type === EXTENSION ? readBuild(body) : null))
  const sessions = readValue(body, (type) => (type === UINT32 ? body.u32() : null))
  const most = readValue(body, (type) => (type === UINT32 ? body.u32() : null))
  if (!body.sound()) return malformed(target, 'the values are cut short')
  const number = (value: number | string | null) => (typeof value === 'number' ? value : null)
  if (build === null) return malformed(target, 'the value is no BuildInfo')
  const because = `the server does not read BuildInfo out: ${String(build)}`
  return accept({
    build: typeof build === 'string' ? because : build,
    sessions: number(sessions),
    // Zero is "no limit that the server knows of".
    sessionsMax: number(most) || null,
  })
}

const [UINT32, EXTENSION] = [7, 22]

/** One DataValue (OPC 10000-6, 5.2.2.17): its value, or the status that is there in its place. */
function readValue<T>(body: OpcUaReader, read: (type: number) => T | null): T | string | null {
  const mask = body.u8()
  const value = mask & 1 ? read(body.u8()) : null
  const status = mask & 2 ? body.u32() : 0
  for (const [bit, length] of [
    [4, 8],
    [16, 2],
    [8, 8],
    [32, 2],
  ] as const) {
    if (mask & bit) body.skip(length)
  }
  return mask & 1 ? value : opcUaStatus(status)
}

function readBuild(body: OpcUaReader): Build | null {
  const { type, end } = body.extension()
  if (type.namespace !== 0 || type.id !== BUILD_INFO) return null
  const build = buildInfo(body)
  body.goTo(end)
  return build
}

function byBuildInfo(
  target: ProbeTarget,
  application: Application,
  build: Build,
): Read<DeviceIdentity> {
  if (build.vendor === '' && build.product === '') {
    return byApplication(target, application, 'BuildInfo is empty')
  }
  const number = build.build === '' ? '' : `, build ${build.build}`
  return accept({
    ...nothingElse,
    vendor: build.vendor || 'not said',
    product: build.product || application.productUri || 'not said',
    firmware: build.firmware || null,
    remark: `The version is that of the OPC UA server${number}`,
  })
}

/** What every server says of itself before a session: a name that the site chose, and a URI. */
function byApplication(
  target: ProbeTarget,
  application: Application,
  because: string,
): Read<DeviceIdentity> {
  const product = application.productUri || application.name || application.uri
  if (product === '') return refused(target, `${because}, and it does not name itself`)
  const remark = `Vendor and version are unknown, because ${because}; its application is called ${application.name || 'nothing'}`
  return accept({ ...nothingElse, vendor: 'not said', product, firmware: null, remark })
}

const nothingElse = { protocol: 'opc-ua', orderNumber: null, series: null, serial: null } as const
