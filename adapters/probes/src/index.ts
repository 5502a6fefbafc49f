export { createIdentityProbe } from './identity-probe.ts'
export type { ProbeOptions } from './pace.ts'
export { createSignalProbe } from './signal-probe.ts'
