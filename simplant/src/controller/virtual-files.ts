import { readFirmwareImage } from '../firmware/firmware-image.ts'
import { acceptCommand, type CommandDevice, parseCommand } from './commands.ts'
import type { Mode } from './controller-messages.ts'
import type { DeviceFace } from './device-face.ts'
import { readProgram, readRetained } from './program.ts'

export type FileDevice = CommandDevice & { face(): DeviceFace; mode(): Mode }

const RESULT = /^\/command-results\/([A-Za-z0-9._:-]{1,128})\.json$/

export const listedFiles = [
  '/identity.json',
  '/program.bin',
  '/configuration.json',
  '/retained.json',
  '/firmware/status.json',
  '/commands.log',
] as const

/** Null where there is no such file. */
export function readVirtualFile(device: FileDevice, path: string): Buffer | null {
  const state = device.state()
  switch (path) {
    case '/identity.json':
      return json(device.face())
    case '/program.bin':
      return Buffer.from(state.programBase64, 'base64')
    case '/configuration.json':
      return Buffer.from(state.configuration)
    case '/retained.json':
      return json(state.retained)
    case '/firmware/status.json':
      return json(firmwareStatus(device))
    case '/firmware/inactive.img':
      return device.staged.firmware === null ? null : Buffer.from(device.staged.firmware)
    case '/commands.log':
      return Buffer.from(device.store.commandLog())
    default:
      return commandResult(device, path)
  }
}

/** Takes one complete written file; the text says why it was not taken. */
export function writeVirtualFile(device: FileDevice, path: string, bytes: Buffer): string | null {
  switch (path) {
    case '/firmware/inactive.img': {
      const image = readFirmwareImage(bytes)
      if (!image.ok) return image.refusal
      device.staged.firmware = bytes
      return null
    }
    case '/program.bin':
      if (readProgram(bytes) === null) return 'not a program for this controller'
      device.staged.program = bytes
      return null
    case '/retained.json':
      if (readRetained(bytes) === null) return 'not retained values of this controller'
      device.staged.retained = bytes
      return null
    case '/command.json': {
      const command = parseCommand(bytes)
      if (command === null) return 'not a command'
      const taken = acceptCommand(device, command)
      return taken.ok ? null : taken.refusal
    }
    default:
      return 'this file cannot be written'
  }
}

/** What truly runs: from the booted slot, whatever the network services claim. */
function firmwareStatus(device: FileDevice) {
  const { bootSlot, slots, bootCounter, confirmed } = device.state()
  return { bootSlot, slots, bootCounter, confirmed, mode: device.mode() }
}

function commandResult(device: FileDevice, path: string): Buffer | null {
  const id = RESULT.exec(path)?.[1]
  const { effects } = device.state()
  const effect = id !== undefined && Object.hasOwn(effects, id) ? effects[id] : undefined
  return effect === undefined ? null : json({ id, ...effect })
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}
