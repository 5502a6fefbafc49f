import { accept, type Result, refuse } from '@holdpoint/std'
import { type FirmwareImage, readFirmwareImage } from '../firmware/firmware-image.ts'
import { type ControllerState, otherSlot, type Slot, type SlotContent } from './controller-state.ts'

/** Which hardware this is: what an image must be made for. */
export type Hardware = {
  readonly vendor: string
  readonly orderNumber: string
  readonly series: string | null
}

/**
 * Once a device runs signed firmware it takes no other: the vendor's text says that there is no
 * way back.
 */
const ONE_WAY = 'signed firmware runs: it is not possible to revert to unsigned firmware'

export function runningContent(state: ControllerState): SlotContent {
  const content = state.slots[state.bootSlot]
  if (content === null) throw new Error('invariant broken: the booted slot holds an image')
  return content
}

/**
 * May this image go into the slot that does not run? Says everything against it in one sentence.
 */
export function mayPut(
  state: ControllerState,
  hardware: Hardware,
  bytes: Uint8Array,
): Result<FirmwareImage, string> {
  // The other slot is the way back until the running image is confirmed.
  if (!state.confirmed) return refuse('the running image is not confirmed yet')
  const read = readFirmwareImage(bytes)
  if (!read.ok) return read
  const { header, signature } = read.value
  if (header.vendor !== hardware.vendor || header.orderNumber !== hardware.orderNumber) {
    return refuse(`the image is for ${header.vendor} ${header.orderNumber}, not for this hardware`)
  }
  if (header.series !== hardware.series) {
    return refuse(`the image is for series ${header.series}, this is series ${hardware.series}`)
  }
  if (signature === 'invalid') return refuse('the signature of the image is not the vendor’s')
  if (header.line === 'signed' && signature !== 'valid') return refuse('the signature is missing')
  if (header.line === 'unsigned' && runningContent(state).line === 'signed') return refuse(ONE_WAY)
  return read
}

/** Which slot would run next, if the device may run it at all. */
export function mayBootOther(state: ControllerState): Result<Slot, string> {
  const slot = otherSlot(state.bootSlot)
  const content = state.slots[slot]
  if (content === null) return refuse(`slot ${slot} holds no image`)
  if (content.line === 'unsigned' && runningContent(state).line === 'signed') return refuse(ONE_WAY)
  return accept(slot)
}

/**
 * Decides what a start boots into, before anything else runs. Pure: the caller makes it durable.
 */
export function atBoot(
  state: ControllerState,
  unconfirmedBootsMax: number,
  bootsOldSlot: boolean,
): ControllerState {
  const counted: ControllerState = {
    ...state,
    bootCounter: state.bootCounter + 1,
    unconfirmedBoots: state.confirmed ? 0 : state.unconfirmedBoots + 1,
  }
  if (counted.confirmed) return counted
  // An image that never ran has not burnt the way back; one that ran has.
  if (bootsOldSlot) return bootingFrom(otherSlot(counted.bootSlot), counted)
  return counted.unconfirmedBoots > unconfirmedBootsMax ? fallenBack(counted) : counted
}

/** Back to the slot that ran before, where the vendor's rule allows it. */
export function fallenBack(state: ControllerState): ControllerState {
  const back = mayBootOther(state)
  return back.ok ? bootingFrom(back.value, state) : state
}

export function bootingFrom(slot: Slot, state: ControllerState): ControllerState {
  return { ...state, bootSlot: slot, claimedSlot: slot, confirmed: true, unconfirmedBoots: 0 }
}

/** After a start the device knows how every command ended that was open when it went down. */
export function settled(state: ControllerState): ControllerState {
  const version = state.slots[state.claimedSlot]?.version ?? 'nothing'
  const effects = Object.entries(state.effects).map(([id, effect]) => {
    if (effect.state !== 'begun') return [id, effect] as const
    const done = effect.bootsInto !== undefined && effect.bootsInto === state.claimedSlot
    const detail = done
      ? `runs ${version} from slot ${state.claimedSlot}`
      : `ended by a restart; runs ${version} from slot ${state.claimedSlot}`
    return [
      id,
      { ...effect, state: done ? ('done' as const) : ('failed' as const), detail },
    ] as const
  })
  return { ...state, effects: Object.fromEntries(effects) }
}
