/** What a site description says; every fact here is written down once and served by the plant. */

export type Weight = 'low' | 'medium' | 'high'

export type AssetKind =
  | 'plc'
  | 'sis-controller'
  | 'hmi'
  | 'operator-station'
  | 'scada-server'
  | 'historian'
  | 'engineering-workstation'
  | 'domain-controller'
  | 'licence-server'
  | 'switch'
  | 'firewall'
  | 'drive'
  | 'ied'
  | 'gateway'
  | 'server'

export type SiteZone = {
  readonly id: string
  readonly name: string
  readonly level: number
  readonly containsSafetySystem: boolean
}

/** `usedBy` names the process line that needs the service, or says `none`. */
export type SiteService = {
  readonly protocol: string
  readonly port: number
  readonly enabled: boolean
  readonly usedBy: string
}

export type SiteAsset = {
  readonly tag: string
  readonly kind: AssetKind
  readonly vendor: string
  readonly product: string
  readonly orderNumber: string | null
  readonly series: string | null
  readonly serial: string | null
  readonly firmware: string | null
  readonly firmwareLine: 'signed' | 'unsigned' | null
  readonly zone: string
  readonly level: number
  readonly address: string | null
  readonly criticality: {
    readonly safety: Weight
    readonly environment: Weight
    readonly production: Weight
  }
  readonly processUnit: string
  readonly services: readonly SiteService[]
  readonly redundancyGroup: string | null
  readonly spare: 'programmed' | 'blank' | 'none'
  readonly dependsOn: readonly string[]
}

/** How to reach one controller; known only once the plant has given it ports and keys. */
export type LiveChannels = {
  readonly identity: {
    readonly protocol: 'modbus-tcp' | 'ethernet-ip' | 's7comm'
    readonly host: string
    readonly port: number
  } | null
  /** The password is not here: it goes into the credential store under this id. */
  readonly maintenance: {
    readonly kind: 'sftp'
    readonly host: string
    readonly port: number
    readonly hostKeySha256: string
    readonly credentialId: string
  }
  /** Where the signals of this controller are read. */
  readonly modbus: { readonly host: string; readonly port: number } | null
}

/** One Modbus data point of a controller: the raw 16-bit word × scale is the value in `unit`. */
export type SiteSignal = {
  readonly name: string
  readonly means: string
  readonly table: 'coil' | 'discrete-input' | 'input-register' | 'holding-register'
  readonly address: number
  readonly scale: number
  readonly unit: string
}

/** A controller that runs as a process of its own, and which sockets it opens. */
export type LiveController = {
  readonly tag: string
  readonly protocols: readonly ('modbus-tcp' | 'ethernet-ip' | 's7comm')[]
  readonly io: 'tank' | 'tank-safety' | 'none'
  /** What the outputs do when the controller stops, boots or dies. */
  readonly safeOutputs: { readonly [output: string]: number }
  readonly signals: readonly SiteSignal[]
}

type Optional = 'orderNumber' | 'series' | 'serial' | 'firmware' | 'firmwareLine' | 'address'
type Defaulted = Optional | 'services' | 'redundancyGroup' | 'spare' | 'dependsOn' | 'level'

/** One asset as written by hand: what is not said is not there. */
export type WrittenAsset = Omit<SiteAsset, Defaulted> & Partial<Pick<SiteAsset, Defaulted>>

export function writtenService(
  protocol: string,
  port: number,
  usedBy: string | null,
  enabled = true,
): SiteService {
  return { protocol, port, enabled, usedBy: usedBy ?? 'none' }
}
