import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type {
  ControllerFault,
  ControllerStart,
  FromController,
  Mode,
  ToController,
} from '../controller/controller-messages.ts'
import type { FieldInputs, FieldOutputs } from '../controller/program.ts'

// From `src` under test and from `dist` in the product alike: the process runs the build.
const ENTRY = fileURLToPath(new URL('../../dist/controller/main.js', import.meta.url))

/** What a controller looks like from its terminals: dead means that nothing drives them. */
export type ControllerLight = {
  readonly mode: Mode | 'dead'
  readonly firmware: string
  readonly serial: string
}

/**
 * One controller process and what the plant knows of it. It is started, killed and started again.
 */
export class ControllerChild {
  readonly #start: () => ControllerStart
  readonly #powerReturnsAfterMs: number
  #child: ChildProcess | null = null
  #faults: readonly ControllerFault[] = []
  #gone: Promise<void> = Promise.resolve()
  #listens: Promise<void> = Promise.resolve()
  #outputs: FieldOutputs
  #outputsAtMs = 0
  #light: ControllerLight = { mode: 'dead', firmware: '', serial: '' }
  #listening: (() => void) | null = null
  #stopped = false
  #powerLost = false

  constructor(start: () => ControllerStart, powerReturnsAfterMs: number) {
    this.#start = start
    this.#powerReturnsAfterMs = powerReturnsAfterMs
    this.#outputs = start().safeOutputs
  }

  /** Resolves when every socket of the controller is open. */
  run(): Promise<void> {
    if (this.#child !== null) return this.#listens
    if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not built; run: npx tsc -b simplant`)
    const child = fork(ENTRY, [], { execArgv: [], serialization: 'json' })
    this.#child = child
    this.#powerLost = false
    child.on('message', (message: FromController) => this.#receive(message))
    const gone = ended(child)
    this.#gone = gone
    void gone.then(() => this.#ended(child))
    // A message can cross with the end of the process; the end itself is seen by `exit`.
    child.on('error', () => {})
    this.#send({ ...this.#start(), faults: this.#faults })
    this.#listens = new Promise((resolve, reject) => {
      this.#listening = resolve
      void gone.then(() => reject(new Error('the controller ended before it listened')))
    })
    return this.#listens
  }

  /** Power off: no warning, no last words. */
  async kill(): Promise<void> {
    const child = this.#child
    if (child === null) return
    child.kill('SIGKILL')
    await this.#gone
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.kill()
  }

  plant(fault: ControllerFault): void {
    this.#faults = [...this.#faults.filter((one) => one.kind !== fault.kind), fault]
    this.#send({ kind: 'faults', faults: this.#faults })
  }

  clearFaults(): void {
    this.#faults = []
    this.#send({ kind: 'faults', faults: [] })
  }

  faults(): readonly ControllerFault[] {
    return this.#faults
  }

  light(): ControllerLight {
    return this.#light
  }

  wire(inputs: FieldInputs): void {
    this.#send({ kind: 'inputs', inputs })
  }

  /**
   * What the output cards hold: the controller's word, or the safe values once it has fallen
   * silent.
   */
  outputs(nowMs: number, silentAfterMs: number): FieldOutputs {
    const silent = this.#child === null || nowMs - this.#outputsAtMs > silentAfterMs
    return silent ? this.#start().safeOutputs : this.#outputs
  }

  #receive(message: FromController): void {
    switch (message.kind) {
      case 'outputs':
        this.#outputs = message.outputs
        this.#outputsAtMs = performance.now()
        return
      case 'mode':
        this.#light = { mode: message.mode, firmware: message.firmware, serial: message.serial }
        return
      case 'listening':
        this.#listening?.()
        return
      case 'fault-spent':
        this.#faults = this.#faults.filter((fault) => fault.kind !== message.fault)
        this.#powerLost = message.powerLost
    }
  }

  #ended(child: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = null
    this.#light = { ...this.#light, mode: 'dead' }
    if (!this.#powerLost || this.#stopped) return
    const back = setTimeout(() => {
      // The power is back; whoever waits for this controller asks its ports.
      if (!this.#stopped) this.run().catch(() => {})
    }, this.#powerReturnsAfterMs)
    // A plant that is let go with the power still off must not hold its process.
    back.unref()
  }

  #send(message: ToController): void {
    if (this.#child?.connected) this.#child.send(message, () => {})
  }
}

/**
 * The process is gone and everything it still said has been heard: the two come in either order.
 */
async function ended(child: ChildProcess): Promise<void> {
  const disconnected = new Promise<void>((resolve) => child.once('disconnect', () => resolve()))
  await new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await disconnected
}
