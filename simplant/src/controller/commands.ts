import { setTimeout as sleep } from 'node:timers/promises'
import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import {
  type CommandName,
  type ControllerState,
  type ControllerStore,
  commandNames,
  type Effect,
  otherSlot,
  type Slot,
  slotContent,
} from './controller-state.ts'
import { type Hardware, mayBootOther, mayPut } from './firmware-rules.ts'
import type { PlantedFaults } from './planted-faults.ts'
import { readProgram, readRetained } from './program.ts'

export type Command = { readonly id: string; readonly command: CommandName }

/** Files written over the maintenance channel that wait for the command which makes them count. */
export type Staged = {
  firmware: Uint8Array | null
  program: Uint8Array | null
  retained: Uint8Array | null
}

export type CommandDevice = {
  readonly store: ControllerStore
  readonly hardware: Hardware
  readonly faults: PlantedFaults
  readonly flashMs: number
  readonly staged: Staged
  state(): ControllerState
  /** Makes the new state durable before it is believed. */
  become(state: ControllerState): void
  reboot(): void
  programChanged(): void
}

const EFFECT_ID = /^[A-Za-z0-9._:-]{1,128}$/

export function parseCommand(bytes: Uint8Array): Command | null {
  try {
    const read = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const known = commandNames.includes(read.command) && EFFECT_ID.test(read.id)
    return known ? { id: read.id, command: read.command } : null
  } catch {
    return null
  }
}

/**
 * Takes a command at most once for its id. The id is remembered before the log line and the log
 * line before the act: a crash at any point leaves at most one of each.
 */
export function acceptCommand(device: CommandDevice, command: Command): Result<'taken', string> {
  const known = Object.hasOwn(device.state().effects, command.id)
  if (known) {
    device.store.logCommand({ ...command, event: 'repeat' })
    return accept('taken')
  }
  const busy = Object.values(device.state().effects).some((effect) => effect.state === 'begun')
  if (busy) return refuse('another command is under way')
  settle(device, command, { state: 'begun', detail: 'accepted' })
  device.store.logCommand({ ...command, event: 'accepted' })
  void carryOut(device, command)
  return accept('taken')
}

/** How a command ended, what that changes, and what the device does next. */
type Outcome = {
  readonly effect: Omit<Effect, 'command'>
  readonly change?: Partial<ControllerState>
  readonly next?: 'reboot' | 'load-program'
}

async function carryOut(device: CommandDevice, command: Command): Promise<void> {
  if (device.faults.has('power-loss-after-accepting')) {
    await device.faults.losePower('power-loss-after-accepting')
  }
  const { effect, change, next } = await outcomeOf(device, command)
  // The change and the word about it are one write: neither is ever there without the other.
  settle(device, command, effect, change)
  if (next === 'reboot') device.reboot()
  if (next === 'load-program') device.programChanged()
}

function outcomeOf(device: CommandDevice, command: Command): Outcome | Promise<Outcome> {
  switch (command.command) {
    case 'put-firmware-commit':
      return flash(device, command)
    case 'activate-firmware':
      return activate(device)
    case 'roll-back-firmware':
      return rollBack(device)
    case 'confirm-firmware':
      return done('the running image is confirmed', { confirmed: true, unconfirmedBoots: 0 })
    case 'restore-program':
      return restore(device)
    case 'run':
    case 'stop':
      return done(`mode ${command.command}`, { wantedMode: command.command })
    default:
      return unreachable(command.command)
  }
}

async function flash(device: CommandDevice, command: Command): Promise<Outcome> {
  const bytes = device.staged.firmware
  if (bytes === null) return failed('no image was written')
  const allowed = mayPut(device.state(), device.hardware, bytes)
  if (!allowed.ok) return failed(allowed.refusal)
  const slot = otherSlot(device.state().bootSlot)
  // From here on the old content of the slot no longer counts, whatever happens to the flash.
  const erasing = { state: 'begun', detail: `erasing slot ${slot}` } as const
  settle(device, command, erasing, { slots: { ...device.state().slots, [slot]: null } })
  await sleep(device.flashMs / 2)
  if (device.faults.has('power-loss-while-flashing')) {
    device.store.tearSlot(slot, bytes)
    await device.faults.losePower('power-loss-while-flashing')
  }
  await sleep(device.flashMs / 2)
  device.store.saveSlot(slot, bytes)
  device.staged.firmware = null
  const content = slotContent(allowed.value)
  const slots = { ...device.state().slots, [slot]: content }
  return done(`slot ${slot} holds ${content.version}, sha256 ${content.sha256}`, { slots })
}

function activate(device: CommandDevice): Outcome {
  const slot = otherSlot(device.state().bootSlot)
  if (device.state().slots[slot] === null) return failed(`slot ${slot} holds no image`)
  const lies = device.faults.spend('reports-new-runs-old')
  return restartInto(
    slot,
    lies
      ? { claimedSlot: slot }
      : { bootSlot: slot, claimedSlot: slot, confirmed: false, unconfirmedBoots: 0 },
  )
}

function rollBack(device: CommandDevice): Outcome {
  const { bootSlot, claimedSlot } = device.state()
  // A device that lied about an activation goes back by telling the truth again.
  const back = claimedSlot === bootSlot ? mayBootOther(device.state()) : accept(bootSlot)
  if (!back.ok) return failed(back.refusal)
  const slot = back.value
  return restartInto(slot, {
    bootSlot: slot,
    claimedSlot: slot,
    confirmed: true,
    unconfirmedBoots: 0,
  })
}

/** The effect stays open over the restart; the start that follows knows how it ended. */
function restartInto(slot: Slot, change: Partial<ControllerState>): Outcome {
  const detail = `restarting into slot ${slot}`
  return { effect: { state: 'begun', detail, bootsInto: slot }, change, next: 'reboot' }
}

function restore(device: CommandDevice): Outcome {
  const { program, retained } = device.staged
  if (program === null || retained === null) {
    return failed('program and retained values were not both written')
  }
  const values = readRetained(retained)
  if (readProgram(program) === null || values === null) return failed('these cannot be run')
  device.staged.program = null
  device.staged.retained = null
  const programBase64 = Buffer.from(program).toString('base64')
  const change = { programBase64, retained: values }
  return { ...done('program and retained values are restored', change), next: 'load-program' }
}

function settle(
  device: CommandDevice,
  command: Command,
  effect: Omit<Effect, 'command'>,
  change: Partial<ControllerState> = {},
): void {
  const state = device.state()
  const effects = { ...state.effects, [command.id]: { command: command.command, ...effect } }
  device.become({ ...state, ...change, effects })
}

function done(detail: string, change: Partial<ControllerState> = {}): Outcome {
  return { effect: { state: 'done', detail }, change }
}

function failed(detail: string): Outcome {
  return { effect: { state: 'failed', detail } }
}
