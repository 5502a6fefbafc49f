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
  if (identity.ok || identity.refusal.kind === 'probe-refused') await channel.close()
  return identity
}

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
  if (typeof read.value === 'string') return byApplication(target, application, read.value)
  return byBuildInfo(target, application, read.value)
}

const closedBecause = (open: readonly Endpoint[]) =>
  open.length === 0
    ? 'every endpoint of the server asks for security'
    : 'the server reads nothing to who does not sign in'

/** BuildInfo; or the reason in words for which the server does not read it to us. */
async function inSession(
  target: ProbeTarget,
  channel: OpcUaChannel,
  policy: string,
): Promise<Read<Build | string>> {
  const created = await channel.ask('create')
  if (!created.ok) return created
  const session = sessionToken(created.value)
  if (session === null) return malformed(target, 'not an answer to CreateSession')
  const activated = await channel.ask('activate', { session, policy: tokenBody(policy) })
  const read = activated.ok ? await channel.ask('read', { session }) : activated
  // Left open, a session holds one of the few of a small server until its time is out.
  if (read.ok || read.refusal.kind === 'probe-refused') await channel.ask('end', { session })
  if (!read.ok) return read
  return readBuild(target, read.value.body)
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

/** One DataValue (OPC 10000-6, 5.2.2.17) that holds a BuildInfo, or a status that says why not. */
function readBuild(target: ProbeTarget, body: OpcUaReader): Read<Build | string> {
  const count = body.count()
  const mask = body.u8()
  if (!body.sound() || count !== 1) return malformed(target, 'not the one value that was asked for')
  if ((mask & 1) === 0) {
    const status = mask & 2 ? body.u32() : 0
    if (!body.sound()) return malformed(target, 'the value is cut short')
    return accept(`the server does not read BuildInfo out: ${opcUaStatus(status)}`)
  }
  const isOneStructure = body.u8() === 22
  const { type } = body.extension()
  if (!isOneStructure || type.namespace !== 0 || type.id !== BUILD_INFO) {
    return malformed(target, 'the value is no BuildInfo')
  }
  const build = buildInfo(body)
  return body.sound() ? accept(build) : malformed(target, 'BuildInfo is cut short')
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
