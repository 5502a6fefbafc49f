import type { ControllerAct, FirmwareSlotContent, FirmwareStatus } from '@holdpoint/core'

/** The command word and the files that must lie ready for it. */
export type ActFiles = {
  readonly command: string
  readonly staged: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

export function filesOf(act: ControllerAct): ActFiles {
  switch (act.kind) {
    case 'put-firmware':
      return {
        command: 'put-firmware-commit',
        staged: [{ path: '/firmware/inactive.img', bytes: act.image }],
      }
    case 'restore-program':
      return {
        command: 'restore-program',
        staged: [
          { path: '/program.bin', bytes: act.program },
          { path: '/retained.json', bytes: act.retained },
        ],
      }
    case 'set-mode':
      return { command: act.mode, staged: [] }
    default:
      return { command: act.kind, staged: [] }
  }
}

export type CommandResult = {
  readonly state: 'begun' | 'done' | 'failed'
  readonly detail: string
}

/** Null where the device wrote something else than a command result. */
export function parseCommandResult(bytes: Uint8Array): CommandResult | null {
  const { state, detail } = recordOf(bytes)
  if (state !== 'begun' && state !== 'done' && state !== 'failed') return null
  return { state, detail: typeof detail === 'string' ? detail : '' }
}

/** Null where the device wrote something else than a firmware status. */
export function parseFirmwareStatus(bytes: Uint8Array): FirmwareStatus | null {
  const { bootSlot, slots, bootCounter, confirmed, mode } = recordOf(bytes)
  if (bootSlot !== 'a' && bootSlot !== 'b') return null
  if (mode !== 'run' && mode !== 'stop' && mode !== 'booting' && mode !== 'fault') return null
  if (typeof confirmed !== 'boolean' || !Number.isSafeInteger(bootCounter)) return null
  if (typeof slots !== 'object' || slots === null) return null
  const held = slots as Record<string, unknown>
  const a = slotContent(held.a)
  const b = slotContent(held.b)
  if (a === undefined || b === undefined) return null
  return { bootSlot, slots: { a, b }, bootCounter: bootCounter as number, confirmed, mode }
}

export function parseSerial(bytes: Uint8Array): string | null {
  const { serial } = recordOf(bytes)
  return typeof serial === 'string' ? serial : null
}

/** Undefined is "malformed"; null is "this slot is empty". */
function slotContent(value: unknown): FirmwareSlotContent | null | undefined {
  if (value === null) return null
  if (typeof value !== 'object') return undefined
  const { version, line, sha256, signature } = value as Record<string, unknown>
  if (typeof version !== 'string' || typeof sha256 !== 'string') return undefined
  if (line !== 'signed' && line !== 'unsigned') return undefined
  if (signature !== 'valid' && signature !== 'absent') return undefined
  return { version, line, sha256, signature }
}

function recordOf(bytes: Uint8Array): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
