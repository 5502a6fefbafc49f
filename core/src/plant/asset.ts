import type { InstalledSoftware } from './asset-fact.ts'
import type { ProbeTarget, SignalAddress } from './identity-probe.port.ts'
import type { Instant } from './instant.ts'

export const assetKinds = [
  'plc',
  'rtu',
  'dcs-controller',
  'sis-controller',
  'hmi',
  'operator-station',
  'scada-server',
  'historian',
  'engineering-workstation',
  'domain-controller',
  'licence-server',
  'switch',
  'firewall',
  'drive',
  'ied',
  'gateway',
  'server',
  'communication-module',
  'other',
] as const

export type AssetKind = (typeof assetKinds)[number]
export type Level = 0 | 1 | 2 | 3 | 3.5 | 4 | 5
export type Criticality = 'low' | 'medium' | 'high' | 'unknown'

/** A service that listens, and which process line uses it; `unknown` is not `none`. */
export type AssetService = {
  readonly protocol: string
  readonly port: number
  readonly enabled: boolean
  readonly usedBy: string
}

/** The maintenance channel; the credential itself stays in the server's store. */
export type MaintenanceChannel = {
  readonly kind: 'sftp'
  readonly host: string
  readonly port: number
  readonly hostKeySha256: string
  readonly credentialId: string
}

/** A signal of the process that this asset drives or reads, where it can be read, and its limits. */
export type ProcessSignal = {
  readonly tag: string
  readonly words: string
  readonly address: SignalAddress
  readonly low: number | null
  readonly high: number | null
}

/** One asset of the plant. Null is "not recorded", which is never read as good. */
export type Asset = {
  readonly id: string
  readonly tag: string
  readonly kind: AssetKind
  readonly vendor: string
  readonly product: string
  readonly orderNumber: string | null
  readonly series: string | null
  readonly hardware: string | null
  readonly serial: string | null
  readonly firmware: string | null
  readonly firmwareLine: 'signed' | 'unsigned' | null
  readonly cpe: string | null
  readonly purl: string | null
  readonly hashes: readonly string[]
  readonly operatingSystem: string | null
  readonly software: readonly InstalledSoftware[]
  readonly zone: string
  readonly level: Level | null
  readonly processUnit: string | null
  /** Its IPv4 address in the plant's networks. */
  readonly address: string | null
  readonly criticality: {
    readonly safety: Criticality
    readonly environment: Criticality
    readonly production: Criticality
  }
  readonly services: readonly AssetService[]
  readonly redundancyGroup: string | null
  readonly spare: 'programmed' | 'blank' | 'none' | 'unknown'
  readonly identity: ProbeTarget | null
  readonly maintenance: MaintenanceChannel | null
  /** Where the signals are read, over Modbus; it may be another port than the identity's. */
  readonly signalSource: ProbeTarget | null
  readonly signals: readonly ProcessSignal[]
  /** Where the record came from, and when it was seen to be so. */
  readonly source: string
  readonly observedAt: Instant
}

/** A safety instrumented system is never probed actively and never shares a run with its process. */
export function isSafetySystem(asset: Pick<Asset, 'kind'>): boolean {
  return asset.kind === 'sis-controller'
}
