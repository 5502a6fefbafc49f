export {
  createLab,
  type Lab,
  type LabHostPlan,
  type LabRefusal,
  type LabZone,
  labLacks,
} from './create-lab.ts'
export { LabHost } from './lab-host.ts'
export { createLiveLab } from './live-lab.ts'
export type { Order, OrderBody, Probe, ProbeResult } from './orders.ts'
export { type Ran, runCommand } from './run-command.ts'
