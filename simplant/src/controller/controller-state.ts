import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FirmwareImage } from '../firmware/firmware-image.ts'
import { appendDurably, writeDurably } from './durable-file.ts'

export type Slot = 'a' | 'b'

export type SlotContent = {
  readonly version: string
  readonly line: 'signed' | 'unsigned'
  readonly sha256: string
  readonly signature: 'valid' | 'absent'
}

export const commandNames = [
  'put-firmware-commit',
  'activate-firmware',
  'confirm-firmware',
  'roll-back-firmware',
  'restore-program',
  'run',
  'stop',
] as const

export type CommandName = (typeof commandNames)[number]

/** What the controller remembers of a command. `bootsInto` says where the restart must end up. */
export type Effect = {
  readonly command: CommandName
  readonly state: 'begun' | 'done' | 'failed'
  readonly detail: string
  readonly bootsInto?: Slot
}

/** Set points and commands that survive a power loss. */
export type Retained = { readonly holding: readonly number[]; readonly coils: readonly boolean[] }

/**
 * Everything that survives a power loss, in one file: a restore of program and retained values,
 * or a change of slot with its effect, is there whole or not at all.
 */
export type ControllerState = {
  readonly serial: string
  readonly bootSlot: Slot
  readonly slots: { readonly a: SlotContent | null; readonly b: SlotContent | null }
  /**
   * The slot whose version the device tells the network. Differs from bootSlot only by a planted
   * lie.
   */
  readonly claimedSlot: Slot
  readonly bootCounter: number
  readonly confirmed: boolean
  readonly unconfirmedBoots: number
  readonly wantedMode: 'run' | 'stop'
  readonly programBase64: string
  readonly configuration: string
  readonly retained: Retained
  readonly effects: { readonly [id: string]: Effect }
}

/** The folder of one controller: its state, its two firmware slots and its own log of commands. */
export class ControllerStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
  }

  load(): ControllerState | null {
    const path = join(this.#folder, 'state.json')
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  }

  save(state: ControllerState): void {
    writeDurably(join(this.#folder, 'state.json'), JSON.stringify(state))
  }

  saveSlot(slot: Slot, image: Uint8Array): void {
    writeDurably(this.#slotFile(slot), image)
  }

  loadSlot(slot: Slot): Uint8Array | null {
    const path = this.#slotFile(slot)
    return existsSync(path) ? readFileSync(path) : null
  }

  /** Power loss in the middle of a flash: half of the image is there under no name that counts. */
  tearSlot(slot: Slot, image: Uint8Array): void {
    writeDurably(`${this.#slotFile(slot)}.torn`, image.subarray(0, image.length >> 1))
  }

  /** The device's own witness: one line for each accepted or repeated command. */
  logCommand(line: { id: string; command: CommandName; event: 'accepted' | 'repeat' }): void {
    appendDurably(join(this.#folder, 'commands.log'), JSON.stringify(line))
  }

  commandLog(): string {
    const path = join(this.#folder, 'commands.log')
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }

  #slotFile(slot: Slot): string {
    return join(this.#folder, `slot-${slot}.img`)
  }
}

export function otherSlot(slot: Slot): Slot {
  return slot === 'a' ? 'b' : 'a'
}

export function slotContent(image: FirmwareImage): SlotContent {
  const { version, line } = image.header
  const signature = image.signature === 'valid' ? 'valid' : 'absent'
  return { version, line, sha256: image.fileSha256, signature }
}
