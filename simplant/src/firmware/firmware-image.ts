import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { accept, type Result, refuse } from '@holdpoint/std'

/**
 * What an image says it is for. `sha256` is of the payload; the signature covers every other
 * field.
 */
export type FirmwareHeader = {
  readonly vendor: string
  readonly orderNumber: string
  readonly series: string | null
  readonly version: string
  readonly line: 'signed' | 'unsigned'
  readonly sha256: string
  readonly signature?: string
}

export type FirmwareImage = {
  readonly header: FirmwareHeader
  readonly payload: Uint8Array
  /** Of the whole file: what a person compares with the vendor's download page. */
  readonly fileSha256: string
  readonly signature: 'valid' | 'invalid' | 'absent'
}

export type ImageSpecification = Omit<FirmwareHeader, 'sha256' | 'signature'> & {
  readonly payloadBytes?: number
}

const PAYLOAD_BYTES = 64 * 1024
const HEADER_BYTES_MAX = 4096
const HEADER_FIELDS = ['vendor', 'orderNumber', 'version', 'sha256'] as const

/**
 * Builds one image file: a header line of JSON, then the payload. The same words give the same
 * bytes.
 */
export function firmwareImage(specification: ImageSpecification): Uint8Array {
  const { payloadBytes = PAYLOAD_BYTES, ...names } = specification
  const payload = codeOf(`${names.orderNumber} ${names.series} ${names.version}`, payloadBytes)
  const unsigned: FirmwareHeader = { ...names, sha256: sha256(payload) }
  const header =
    names.line === 'signed' ? { ...unsigned, signature: signatureOf(unsigned) } : unsigned
  return new Uint8Array(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), payload]))
}

/** Reads an image as a controller does: whole, with its own hash, or not at all. */
export function readFirmwareImage(bytes: Uint8Array): Result<FirmwareImage, string> {
  const end = bytes.subarray(0, HEADER_BYTES_MAX).indexOf(0x0a)
  if (end < 0) return refuse('the image has no header line')
  const header = parsedHeader(Buffer.from(bytes.subarray(0, end)).toString('utf8'))
  if (header === null) return refuse('the header line is not a firmware header')
  const payload = bytes.subarray(end + 1)
  if (sha256(payload) !== header.sha256) return refuse('the payload does not match its sha256')
  return accept({ header, payload, fileSha256: sha256(bytes), signature: judgement(header) })
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function parsedHeader(line: string): FirmwareHeader | null {
  let header: unknown
  try {
    header = JSON.parse(line)
  } catch {
    return null
  }
  if (typeof header !== 'object' || header === null) return null
  const fields = header as Record<string, unknown>
  if (HEADER_FIELDS.some((field) => typeof fields[field] !== 'string')) return null
  if (fields.series !== null && typeof fields.series !== 'string') return null
  if (fields.line !== 'signed' && fields.line !== 'unsigned') return null
  if (fields.signature !== undefined && typeof fields.signature !== 'string') return null
  return header as FirmwareHeader
}

function judgement(header: FirmwareHeader): FirmwareImage['signature'] {
  if (header.signature === undefined) return 'absent'
  const signature = Buffer.from(header.signature, 'base64')
  // Base64 that is not written as we would write it has bits that no signature covers.
  if (signature.toString('base64') !== header.signature) return 'invalid'
  const valid = verify(null, signedText(header), vendorPublicKey(header.vendor), signature)
  return valid ? 'valid' : 'invalid'
}

function signatureOf(header: FirmwareHeader): string {
  return sign(null, signedText(header), vendorPrivateKey(header.vendor)).toString('base64')
}

function signedText({ signature: _signature, ...header }: FirmwareHeader): Buffer {
  return Buffer.from(JSON.stringify(Object.entries(header).sort(([a], [b]) => (a < b ? -1 : 1))))
}

// RFC 8410: an Ed25519 private key in PKCS #8 is this prefix and the 32-byte seed.
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex')

// These keys stand for the vendors' own. They are derived from the name so that every plant in a
// box agrees without a key file; they protect nothing outside it.
function vendorPrivateKey(vendor: string): KeyObject {
  const seed = createHash('sha256').update(`vendor of the plant in a box: ${vendor}`).digest()
  const der = Buffer.concat([PKCS8_ED25519, seed])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

function vendorPublicKey(vendor: string): KeyObject {
  return createPublicKey(vendorPrivateKey(vendor))
}

/**
 * Stands for machine code: bytes that differ from version to version and are the same every time.
 */
function codeOf(name: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, index) =>
    createHash('sha256').update(`${name} block ${index}`).digest(),
  )
  return Buffer.concat(blocks).subarray(0, length)
}
