import type { Result } from '@holdpoint/std'

/** The maintenance channel of one controller. The host key is pinned: another key is refused. */
export type ControllerTarget = {
  readonly host: string
  readonly port: number
  readonly hostKeySha256: string
  readonly username: string
  readonly password: string
}

export type FirmwareSlot = 'a' | 'b'

/** What one firmware slot holds. `signature` is the controller's own judgement of the image. */
export type FirmwareSlotContent = {
  readonly version: string
  readonly line: 'signed' | 'unsigned'
  readonly sha256: string
  readonly signature: 'valid' | 'absent'
}

export type FirmwareStatus = {
  readonly bootSlot: FirmwareSlot
  readonly slots: { readonly a: FirmwareSlotContent | null; readonly b: FirmwareSlotContent | null }
  readonly bootCounter: number
  /** False after a first boot into a new image until it is confirmed. */
  readonly confirmed: boolean
  readonly mode: 'run' | 'stop' | 'booting' | 'fault'
}

/** Everything a restore needs; bytes as the controller gave them. */
export type ControllerImage = {
  readonly program: Uint8Array
  readonly configuration: Uint8Array
  readonly retained: Uint8Array
  readonly firmware: FirmwareStatus
  readonly serial: string
}

export type ConnectorRefusal =
  | { readonly kind: 'connector-unreachable'; readonly target: string; readonly why: string }
  | { readonly kind: 'host-key-changed'; readonly target: string; readonly offered: string }
  | { readonly kind: 'controller-refused'; readonly target: string; readonly why: string }
  /** `mayStillSend` said no: nothing left for the controller that it could act on. */
  | { readonly kind: 'send-withdrawn'; readonly target: string }
  /** The connection ended after the act may have begun: never retried, a probe or a person settles it. */
  | { readonly kind: 'outcome-unknown'; readonly target: string; readonly why: string }

/** An acting command; the controller remembers `effectId` and acts at most once for it. */
export type ControllerAct =
  | { readonly kind: 'put-firmware'; readonly effectId: string; readonly image: Uint8Array }
  | { readonly kind: 'activate-firmware'; readonly effectId: string }
  | { readonly kind: 'confirm-firmware'; readonly effectId: string }
  | { readonly kind: 'roll-back-firmware'; readonly effectId: string }
  | {
      readonly kind: 'restore-program'
      readonly effectId: string
      readonly program: Uint8Array
      readonly retained: Uint8Array
    }
  | { readonly kind: 'set-mode'; readonly effectId: string; readonly mode: 'run' | 'stop' }

/** What an act left behind, as read back from the controller after it. */
export type ActReceipt = { readonly effectId: string; readonly detail: string }

/** Reaches one controller over its maintenance channel. */
export interface ControllerConnector {
  /** Reads what a backup must hold; never changes the device. */
  readImage(target: ControllerTarget): Promise<Result<ControllerImage, ConnectorRefusal>>
  readFirmwareStatus(target: ControllerTarget): Promise<Result<FirmwareStatus, ConnectorRefusal>>
  /**
   * Sends one act, once. Resolves when the controller has answered for it or the link is lost.
   * `mayStillSend` is asked right before the command leaves, after all that takes time.
   */
  act(
    target: ControllerTarget,
    act: ControllerAct,
    mayStillSend?: () => Promise<boolean>,
  ): Promise<Result<ActReceipt, ConnectorRefusal>>
  /** What the controller itself remembers of an effect; settles an unknown outcome without acting. */
  recall(
    target: ControllerTarget,
    effectId: string,
  ): Promise<Result<'never-seen' | 'begun' | 'done' | 'failed', ConnectorRefusal>>
}
