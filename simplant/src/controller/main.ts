import { Controller } from './controller.ts'
import type { FromController, ToController } from './controller-messages.ts'

// The process of one controller. Its parent is the plant: what the wires carry comes over IPC, and
// when the parent goes, the controller goes, so that nothing is left behind.

let controller: Controller | null = null

process.on('message', (message: ToController) => {
  if (message.kind === 'start') {
    controller = new Controller(message, tell)
    void controller.boot()
  }
  if (message.kind === 'inputs') controller?.receive(message.inputs)
  if (message.kind === 'faults') controller?.faults.replace(message.faults)
})

process.on('disconnect', () => process.exit(0))

function tell(message: FromController, then?: () => void): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => then?.())
}
