/** The protocols that are read, as the fixed interface names them; the first says most. */
export const PROTOCOLS = [
  's7comm',
  's7comm-plus',
  'ethernet-ip',
  'profinet-io',
  'modbus-tcp',
  'bacnet',
  'opc-ua',
  'mms',
  'hart-ip',
  'dnp3',
  'profinet-dcp',
  'snmp',
  'lldp',
  'cdp',
  'iec-104',
  'goose',
  'sampled-values',
  'iso-on-tcp',
] as const

export type CapturedProtocol = (typeof PROTOCOLS)[number]

/** What an asset list has a column for. */
export const IDENTITY_FIELDS = [
  'vendor',
  'product',
  'orderNumber',
  'series',
  'firmware',
  'hardware',
  'serial',
  'name',
] as const

export type IdentityField = (typeof IDENTITY_FIELDS)[number]

/** What is told beside it, as it was told. */
export type CapturedField =
  | IdentityField
  | 'description'
  | 'location'
  | 'deviceType'
  | 'vendorId'
  | 'deviceId'
  | 'productCode'
  | 'objectId'
  | 'instance'
  | 'station'
  | 'applicationUri'
  | 'productUri'
  | 'bootLoader'
  | 'software'
  | 'tag'
  | 'port'
  | 'ip'
  | 'mac'

/** One thing that a device said of itself, and where in which capture it was first said. */
export type CapturedFact = {
  readonly protocol: CapturedProtocol
  readonly field: CapturedField
  readonly value: string
  readonly file: string
  /** Counted from 1. */
  readonly packet: number
  readonly lastFile: string
  readonly lastPacket: number
  readonly times: number
}

export type CapturedRole = 'device' | 'client'

export type CapturedPresence = {
  readonly protocol: CapturedProtocol
  readonly role: CapturedRole
  readonly file: string
  readonly packet: number
}
