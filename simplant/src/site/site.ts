import { invariant } from '@holdpoint/std'
import { fieldAssets } from './field-assets.ts'
import { networkAssets } from './network-assets.ts'
import type { LiveController, SiteAsset, SiteSignal, SiteZone, WrittenAsset } from './site-model.ts'
import { supervisionAssets } from './supervision-assets.ts'

/** A works that does not exist; its products, order numbers and versions do. */
export const siteName = 'Northbrook Water Treatment'

export const siteZones: readonly SiteZone[] = [
  { id: 'field', name: 'Field devices', level: 0, containsSafetySystem: false },
  { id: 'control', name: 'Basic control', level: 1, containsSafetySystem: false },
  { id: 'safety', name: 'Safety system', level: 1, containsSafetySystem: true },
  { id: 'supervision', name: 'Supervision', level: 2, containsSafetySystem: false },
  { id: 'operations', name: 'Site operations', level: 3, containsSafetySystem: false },
  { id: 'dmz', name: 'Exchange zone', level: 3.5, containsSafetySystem: false },
  { id: 'business', name: 'Business network', level: 4, containsSafetySystem: false },
]

export const siteAssets: readonly SiteAsset[] = [
  ...fieldAssets,
  ...supervisionAssets,
  ...networkAssets,
].map(complete)

/** Where the tank's signals are read and its set points written, on PLC-101. */
export const tankSignals: readonly SiteSignal[] = [
  signal('tank-level', 'level of tank T-101', 'input-register', 0, 0.1, '%'),
  signal('header-pressure', 'pressure in the discharge header', 'input-register', 1, 0.1, 'psi'),
  signal('inlet-valve', 'position of inlet valve FV-101', 'input-register', 2, 0.1, '%'),
  signal('discharge-flow', 'flow of pump P-101', 'input-register', 3, 0.1, 'm3/h'),
  signal('pump-running', 'P-101 runs', 'discrete-input', 0, 1, 'on/off'),
  signal('high-level-alarm', 'LAH-101 stands', 'discrete-input', 1, 1, 'on/off'),
  signal('relief-valve-open', 'relief valve PV-101 is open', 'discrete-input', 2, 1, 'on/off'),
  signal('pump-command', 'P-101 start command from the HMI', 'coil', 0, 1, 'on/off'),
  signal('level-set-point', 'level that PLC-101 keeps', 'holding-register', 0, 0.1, '%'),
  signal('alarm-set-point', 'LAH-101 comes at', 'holding-register', 1, 0.1, '%'),
  signal('relief-set-point', 'PV-101 opens at', 'holding-register', 2, 0.1, 'psi'),
]

/** The safety controller shuts the inlet on a level of its own; its output is energised to run. */
const safetySignals: readonly SiteSignal[] = [
  signal('tank-level', 'level of T-101, second transmitter', 'input-register', 0, 0.1, '%'),
  signal('inlet-trip', 'inlet is tripped shut', 'discrete-input', 0, 1, 'on/off'),
]

const lineSignals: readonly SiteSignal[] = [
  signal('line-reading', 'leading reading of this line', 'input-register', 0, 0.1, '%'),
]

export const liveControllers: readonly LiveController[] = [
  {
    tag: 'PLC-101',
    protocols: ['ethernet-ip', 'modbus-tcp'],
    io: 'tank',
    safeOutputs: { inletValve: 0, pump: 0, reliefValve: 0 },
    signals: tankSignals,
  },
  line('PLC-102', ['ethernet-ip', 'modbus-tcp']),
  line('PLC-103', ['modbus-tcp']),
  line('PLC-104', ['s7comm', 'modbus-tcp']),
  {
    tag: 'SIS-101',
    protocols: ['modbus-tcp'],
    io: 'tank-safety',
    safeOutputs: { inletTrip: 1 },
    signals: safetySignals,
  },
]

export function siteAsset(tag: string): SiteAsset {
  const asset = siteAssets.find((one) => one.tag === tag)
  invariant(asset !== undefined, `the site has no asset ${tag}`)
  return asset
}

function line(tag: string, protocols: LiveController['protocols']): LiveController {
  return { tag, protocols, io: 'none', safeOutputs: {}, signals: lineSignals }
}

function signal(
  name: string,
  means: string,
  table: SiteSignal['table'],
  address: number,
  scale: number,
  unit: string,
): SiteSignal {
  return { name, means, table, address, scale, unit }
}

function complete(written: WrittenAsset): SiteAsset {
  const zone = siteZones.find((one) => one.id === written.zone)
  invariant(zone !== undefined, `${written.tag} lies in a zone of the site`)
  return {
    orderNumber: null,
    series: null,
    serial: null,
    firmware: null,
    firmwareLine: null,
    address: null,
    services: [],
    redundancyGroup: null,
    spare: 'none',
    dependsOn: [],
    level: zone.level,
    ...written,
  }
}
