export { createIdentityProbe } from './identity-probe.ts'
export type { ProbeOptions } from './pace.ts'
export {
  assetsFromCapture,
  type CaptureFindings,
  type CaptureSummary,
  type CaptureSurvey,
  captureSurvey,
  type NotACapture,
  type OpenCapture,
} from './passive/assets-from-capture.ts'
export type { CapturedAsset, CapturedConflict } from './passive/captured-assets.ts'
export type {
  CapturedFact,
  CapturedField,
  CapturedPresence,
  CapturedProtocol,
  CapturedRole,
  IdentityField,
} from './passive/captured-fact.ts'
export { createProbes } from './probes.ts'
export { createSignalProbe } from './signal-probe.ts'
