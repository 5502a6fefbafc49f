import { createHash } from 'node:crypto'
import type { ControllerFault } from '../controller/controller-messages.ts'

const palette: readonly ControllerFault[] = [
  { kind: 'power-loss-while-flashing' },
  { kind: 'power-loss-after-accepting' },
  { kind: 'boots-old-slot' },
  { kind: 'reports-new-runs-old' },
  { kind: 'hang' },
  { kind: 'slow-link', delayMs: 100 },
  { kind: 'pump-does-not-start-after-update' },
  { kind: 'relief-opens-late-after-update' },
]

/** What goes wrong in this plant under this seed: about half of the controllers get one fault. */
export function seededFaults(
  seed: number,
  tags: readonly string[],
): readonly { readonly tag: string; readonly fault: ControllerFault }[] {
  return tags.flatMap((tag) => {
    const digest = createHash('sha256').update(`fault ${seed} ${tag}`).digest()
    const fault = palette[digest.readUInt16BE(0) % (palette.length * 2)]
    return fault === undefined ? [] : [{ tag, fault }]
  })
}
