import type { IdentityProbe, SignalProbe } from '@holdpoint/core'
import { createIdentityProbe } from './identity-probe.ts'
import { type ProbeOptions, paced } from './pace.ts'
import { createSignalProbe } from './signal-probe.ts'

/** Both probes of one program wait for one another: a device gets one connection at a time. */
export function createProbes(options: ProbeOptions = {}): {
  readonly identityProbe: IdentityProbe
  readonly signalProbe: SignalProbe
} {
  const pace = paced(options)
  return {
    identityProbe: createIdentityProbe(options, pace),
    signalProbe: createSignalProbe(options, pace),
  }
}
