import type { FieldInputs, FieldOutputs, Io } from './program.ts'

/** Faults that can be planted in one controller. */
export type ControllerFault =
  /** Power goes when the next flash is half written. */
  | { readonly kind: 'power-loss-while-flashing' }
  /** Power goes right after the next command is accepted, before anything is done. */
  | { readonly kind: 'power-loss-after-accepting' }
  /** The next new image does not start; the device comes back on the old slot. */
  | { readonly kind: 'boots-old-slot' }
  /** The next activation changes what the device says and not what it runs. */
  | { readonly kind: 'reports-new-runs-old' }
  /** Accepts connections and says nothing; the scan stands still. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow-link'; readonly delayMs: number }
  /** The new code does not start the pump. Only code that is not the factory's has this fault. */
  | { readonly kind: 'pump-does-not-start-after-update' }
  /** The new code opens the relief valve 15 psi too late. */
  | { readonly kind: 'relief-opens-late-after-update' }

export type FaultKind = ControllerFault['kind']

/** How one controller process is started; sent once, as its first message. */
export type ControllerStart = {
  readonly kind: 'start'
  readonly tag: string
  readonly folder: string
  readonly hardware: {
    readonly vendor: string
    readonly product: string
    readonly orderNumber: string
    readonly series: string | null
  }
  readonly factory: {
    readonly serial: string
    readonly firmware: string
    readonly line: 'signed' | 'unsigned'
    /** False for a blank spare: it holds no control program. */
    readonly programmed: boolean
  }
  readonly io: Io
  readonly safeOutputs: FieldOutputs
  readonly ports: {
    readonly modbus: number
    readonly enip: number | null
    readonly s7: number | null
    readonly sftp: number
  }
  readonly hostKey: string
  readonly username: string
  readonly password: string
  readonly bootMs: number
  readonly flashMs: number
  readonly scanMs: number
  readonly unconfirmedBootsMax: number
  /** 0: an unconfirmed image may run until it is confirmed or restarted too often. */
  readonly confirmWithinMs: number
  readonly faults: readonly ControllerFault[]
}

export type ToController =
  | ControllerStart
  | { readonly kind: 'inputs'; readonly inputs: FieldInputs }
  | { readonly kind: 'faults'; readonly faults: readonly ControllerFault[] }

export type Mode = 'run' | 'stop' | 'booting' | 'fault'

export type FromController =
  | {
      readonly kind: 'mode'
      readonly mode: Mode
      readonly firmware: string
      readonly serial: string
    }
  /** Every socket of this start is open. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'outputs'; readonly outputs: FieldOutputs }
  /** A one-shot fault has done its work; with `powerLost` the process ends itself now. */
  | { readonly kind: 'fault-spent'; readonly fault: FaultKind; readonly powerLost: boolean }
