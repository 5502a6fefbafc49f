import type { ControllerFault, FaultKind, FromController } from './controller-messages.ts'
import type { LinkMood } from './link.ts'

/** The faults that stand in one controller, and what they do to it. */
export class PlantedFaults {
  #faults: readonly ControllerFault[] = []
  readonly #tell: (message: FromController, then?: () => void) => void

  constructor(tell: (message: FromController, then?: () => void) => void) {
    this.#tell = tell
  }

  replace(faults: readonly ControllerFault[]): void {
    this.#faults = faults
  }

  has(kind: FaultKind): boolean {
    return this.#faults.some((fault) => fault.kind === kind)
  }

  mood(): LinkMood {
    const slow = this.#faults.find((fault) => fault.kind === 'slow-link')
    return { hangs: this.has('hang'), delayMs: slow?.kind === 'slow-link' ? slow.delayMs : 0 }
  }

  /** True once for a fault that acts once. */
  spend(kind: FaultKind): boolean {
    if (!this.has(kind)) return false
    this.#faults = this.#faults.filter((fault) => fault.kind !== kind)
    this.#tell({ kind: 'fault-spent', fault: kind, powerLost: false })
    return true
  }

  /** Power loss: nothing after this line runs, as far as the device can know. */
  losePower(kind: FaultKind): Promise<never> {
    const end = () => process.kill(process.pid, 'SIGKILL')
    this.#tell({ kind: 'fault-spent', fault: kind, powerLost: true }, end)
    return new Promise(() => {})
  }
}
