import type { KnownDevice } from '../known-device.ts'
import type { OpcUaReader } from './opcua-reader.ts'

const PROTOCOL = 'opc-ua'
const TEXT_TYPE = 12
const EXTENSION_TYPE = 22
export const BUILD_INFO = 340
const SERVER_STATUS = 864

export type Application = {
  readonly uri: string
  readonly productUri: string
  readonly name: string
  readonly urls: readonly string[]
}

/** Nodes of the server object (OPC 10000-6, A.1) whose values say who it is. */
export const serverNodes = {
  2256: 'status',
  2260: 'build info',
  2261: 'product',
  2262: 'productUri',
  2263: 'vendor',
  2264: 'firmware',
  2265: 'build',
} as const

export type ServerNode = (typeof serverNodes)[keyof typeof serverNodes]

export function skipResponseHeader(reader: OpcUaReader): void {
  reader.skip(16)
  reader.skipDiagnostics()
  const texts = reader.count()
  for (let i = 0; i < texts && reader.sound(); i++) reader.skipText()
  reader.goTo(reader.extension().end)
}

export function skipRequestHeader(reader: OpcUaReader): void {
  reader.nodeId()
  reader.skip(16)
  reader.skipText()
  reader.skip(4)
  reader.goTo(reader.extension().end)
}

/** ApplicationDescription (OPC 10000-4, 7.2). */
export function application(reader: OpcUaReader): Application {
  const uri = reader.text()
  const productUri = reader.text()
  const name = reader.localizedText()
  reader.skip(4)
  reader.skipText()
  reader.skipText()
  const urls: string[] = []
  const count = reader.count()
  for (let i = 0; i < count && reader.sound(); i++) urls.push(reader.text())
  return { uri, productUri, name, urls }
}

/** One way in; `anonymous` is the server's name of the policy that asks for no sign-in. */
export type Endpoint = {
  readonly application: Application
  readonly mode: number
  readonly policy: string
  readonly anonymous: string | null
}

const ANONYMOUS = 0

/** EndpointDescription (OPC 10000-4, 7.14). */
export function endpoints(reader: OpcUaReader): readonly Endpoint[] {
  const found: Endpoint[] = []
  const count = reader.count()
  for (let i = 0; i < count && reader.sound(); i++) {
    reader.skipText()
    const told = application(reader)
    reader.skipText()
    const mode = reader.u32()
    const policy = reader.text()
    const tokens = reader.count()
    let anonymous: string | null = null
    for (let token = 0; token < tokens && reader.sound(); token++) {
      const name = reader.text()
      if (reader.u32() === ANONYMOUS) anonymous = name
      for (let text = 0; text < 3; text++) reader.skipText()
    }
    reader.skipText()
    reader.skip(1)
    found.push({ application: told, mode, policy, anonymous })
  }
  return found
}

export function tellApplication(device: KnownDevice, told: Application): void {
  device.fact(PROTOCOL, 'name', told.name)
  device.fact(PROTOCOL, 'applicationUri', told.uri)
  device.fact(PROTOCOL, 'productUri', told.productUri)
}

/** The values of a ReadResponse, in the order in which the nodes were asked for. */
export function tellValues(
  device: KnownDevice,
  reader: OpcUaReader,
  asked: readonly (ServerNode | null)[],
): void {
  const count = reader.count()
  if (count !== asked.length) return
  for (const node of asked) {
    const mask = reader.u8()
    if (mask & 1) tellVariant(device, reader, node)
    if (mask & 2) reader.skip(4)
    if (mask & 4) reader.skip(8)
    if (mask & 16) reader.skip(2)
    if (mask & 8) reader.skip(8)
    if (mask & 32) reader.skip(2)
    if (!reader.sound()) return
  }
}

function tellVariant(device: KnownDevice, reader: OpcUaReader, node: ServerNode | null): void {
  const encoding = reader.u8()
  const type = encoding & 0x3f
  const isArray = (encoding & 0x80) !== 0
  if (!isArray && type === TEXT_TYPE && node !== null) {
    const text = reader.text()
    if (node !== 'status' && node !== 'build info' && node !== 'build') {
      device.fact(PROTOCOL, node, text)
    }
    return
  }
  if (!isArray && type === EXTENSION_TYPE) {
    const { type: body, end } = reader.extension()
    if (body.namespace === 0 && body.id === SERVER_STATUS) reader.skip(20)
    const tells = body.namespace === 0 && (body.id === BUILD_INFO || body.id === SERVER_STATUS)
    if (tells && reader.sound()) tellBuildInfo(device, reader)
    reader.goTo(end)
    return
  }
  const values = isArray ? reader.count() : 1
  for (let i = 0; i < values && reader.sound(); i++) reader.skipValue(type)
  if (encoding & 0x40) {
    const dimensions = reader.count()
    reader.skip(dimensions * 4)
  }
}

/** BuildInfo (OPC 10000-5, 12.4), up to its date. */
export function buildInfo(reader: OpcUaReader) {
  const [productUri, vendor, product] = [reader.text(), reader.text(), reader.text()]
  return { productUri, vendor, product, firmware: reader.text(), build: reader.text() }
}

function tellBuildInfo(device: KnownDevice, reader: OpcUaReader): void {
  const { productUri, vendor, product, firmware } = buildInfo(reader)
  if (!reader.sound()) return
  device.fact(PROTOCOL, 'productUri', productUri)
  device.fact(PROTOCOL, 'vendor', vendor)
  device.fact(PROTOCOL, 'product', product)
  device.fact(PROTOCOL, 'firmware', firmware)
}
