import type { AssetService } from '@holdpoint/core'

/** A spreadsheet's cell, e.g. `modbus-tcp/502 enabled, used by Raw water; http/80 disabled, used by none`. */
const CELL = /^([\w-]+)\/(\d{1,5}) (enabled|disabled), used by (.+)$/

/** Null when a part cannot be read: an unread service is never taken as absent. */
export function readServices(text: string): readonly AssetService[] | null {
  const out: AssetService[] = []
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue
    const [, protocol, port, state, usedBy] = CELL.exec(part) ?? []
    if (protocol === undefined || usedBy === undefined) return null
    out.push({ protocol, port: Number(port), enabled: state === 'enabled', usedBy })
  }
  return out
}
