import type { ControllerImage } from '@holdpoint/core'
import { canonicalJson } from '@holdpoint/evidence'
import { accept, type JsonValue, type Result, readStrictJson, refuse } from '@holdpoint/std'

const FORMAT = 'holdpoint-backup/1'

/** One sealed object: program, configuration and state, as the controller gave them. */
export function packBackup(assetTag: string, image: ControllerImage): Uint8Array {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
  const container = {
    assetTag,
    configuration: base64(image.configuration),
    firmware: JSON.parse(JSON.stringify(image.firmware)) as JsonValue,
    format: FORMAT,
    program: base64(image.program),
    retained: base64(image.retained),
    serial: image.serial,
  }
  return new TextEncoder().encode(canonicalJson(container))
}

export type UnpackedBackup = { readonly program: Uint8Array; readonly retained: Uint8Array }

export function unpackBackup(bytes: Uint8Array): Result<UnpackedBackup, string> {
  const read = readStrictJson(bytes)
  if (!read.ok) return refuse(`the backup is not readable: ${read.refusal.why}`)
  const container = read.value as { readonly [key: string]: JsonValue }
  const { format, program, retained } = container
  if (format !== FORMAT || typeof program !== 'string' || typeof retained !== 'string') {
    return refuse(`the backup is not of the format ${FORMAT}`)
  }
  const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  return accept({ program: bytesOf(program), retained: bytesOf(retained) })
}
