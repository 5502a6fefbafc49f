import type { PatchRow } from '@holdpoint/api'
import { bytesInWords } from './words.ts'

export function patchInWords(patch: PatchRow): string {
  const what = [patch.vendor, patch.orderNumber, patch.version, patch.line].filter(Boolean)
  const size = bytesInWords(patch.sizeBytes)
  if (patch.statedBy === 'person') what.push('(as stated by a person)')
  return `${patch.fileName}: ${what.join(' ')}, ${size}, SHA-256 ${patch.sha256.slice(0, 12)}`
}
