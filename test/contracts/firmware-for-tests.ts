import type { FirmwareSlotContent } from '@holdpoint/core'
import { firmwareImage, readFirmwareImage } from '@holdpoint/simplant'

const HARDWARE = { vendor: 'Rockwell Automation', orderNumber: '1756-EN2T', series: 'D' } as const

/** Images for controller PLC-101 of the plant in a box: one that fits, and three that do not. */
export function imagesForPlc101() {
  const newer = firmwareImage({ ...HARDWARE, version: '11.004', line: 'signed' })
  const damaged = Uint8Array.from(newer)
  damaged[damaged.length - 1] = (damaged[damaged.length - 1] ?? 0) ^ 1
  return {
    newer,
    newerVersion: '11.004',
    forOtherHardware: firmwareImage({ ...HARDWARE, series: 'A', version: '5.029', line: 'signed' }),
    unsigned: firmwareImage({ ...HARDWARE, version: '11.002', line: 'unsigned' }),
    damaged,
  }
}

/** The factory image of PLC-101 as its slot holds it. */
export function factoryContent(): FirmwareSlotContent {
  const bytes = firmwareImage({ ...HARDWARE, version: '10.010', line: 'signed' })
  const content = judgeForPlc101(bytes)
  if (typeof content === 'string') throw new Error(content)
  return content
}

export function judgeForPlc101(bytes: Uint8Array): FirmwareSlotContent | string {
  const read = readFirmwareImage(bytes)
  if (!read.ok) return read.refusal
  const { header, fileSha256, signature } = read.value
  const fits = header.orderNumber === HARDWARE.orderNumber && header.series === HARDWARE.series
  if (!fits || signature === 'invalid') return 'not for this hardware'
  return { version: header.version, line: header.line, sha256: fileSha256, signature }
}
