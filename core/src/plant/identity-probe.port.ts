import type { Result } from '@holdpoint/std'

export const probeProtocols = [
  'modbus-tcp',
  'ethernet-ip',
  's7comm',
  'snmp',
  'bacnet',
  'opc-ua',
  'ssh',
] as const

/** A user of SNMP version 3 (RFC 3414), with what its messages are protected by. */
export type SnmpUser = {
  readonly name: string
  readonly auth: 'sha' | 'sha-256'
  readonly privacy: 'aes-128' | 'none'
}

/** The words of an SNMP user: they stay in the server's store but for the time of one probe. */
export type ProbeSecret = { readonly authentication: string; readonly privacy: string | null }

/** Where a read-only question is asked. `unit` is the Modbus unit identifier. */
export type ProbeTarget = {
  readonly protocol: (typeof probeProtocols)[number]
  readonly host: string
  readonly port: number
  readonly unit?: number
  /** Of SNMP version 2c; a community that may only read. `public` where none is given. */
  readonly community?: string
  /** Of SNMP version 3, in place of a community. */
  readonly snmpUser?: SnmpUser
}

/** What the device says of itself: text as the device wrote it, trimmed. It may lie. */
export type DeviceIdentity = {
  readonly protocol: ProbeTarget['protocol']
  readonly vendor: string
  readonly product: string
  readonly orderNumber: string | null
  readonly series: string | null
  readonly serial: string | null
  /** As advisories write it, e.g. `11.004` for CIP major 11 minor 4, `V3.2.14` for S7. */
  readonly firmware: string | null
  /** Where a field means less than its name says, or why one stays unknown. */
  readonly remark?: string
  /** What the device itself counts of its connections, ours among them, where it says so. */
  readonly connections?: CountedConnections
}

/** `of` is the most that it serves; null where it does not say. */
export type CountedConnections = {
  readonly used: number
  readonly of: number | null
  readonly counts: 'OPC UA sessions' | 'TCP connections'
}

export type ProbeRefusal =
  | { readonly kind: 'probe-no-answer'; readonly target: string; readonly waitedMs: number }
  | { readonly kind: 'probe-refused'; readonly target: string; readonly why: string }
  /** Took the connection and turned the first request away, or said itself that it is full. */
  | { readonly kind: 'probe-no-free-slot'; readonly target: string; readonly why: string }
  | { readonly kind: 'probe-malformed-answer'; readonly target: string; readonly why: string }

/**
 * One request as it would go out, and what it asks: hexadecimal, `??` for a byte that varies,
 * `{name}` for bytes that an earlier answer of the device gives.
 */
export type PlannedRequest = { readonly bytes: string; readonly words: string }

/**
 * Reads who a device says it is. Read-only by allow-list of request bytes; one connection,
 * one request in flight, no retry.
 */
export interface IdentityProbe {
  identify(
    target: ProbeTarget,
    secret?: ProbeSecret | null,
  ): Promise<Result<DeviceIdentity, ProbeRefusal>>
  /** The dry run of `identify`: what it would send, in order. Sends nothing. */
  planned(target: ProbeTarget): readonly PlannedRequest[]
}

/** One Modbus data point; the raw 16-bit word × scale is the value in `unit`. */
export type SignalAddress = {
  readonly table: 'coil' | 'discrete-input' | 'input-register' | 'holding-register'
  readonly address: number
  readonly scale: number
  readonly unit: string
}

export type SignalReading = { readonly value: number; readonly unit: string }

/** Reads signals of the process. Function codes 1 to 4 only (Modbus Application Protocol V1.1b3). */
export interface SignalProbe {
  read(
    target: ProbeTarget,
    signals: readonly SignalAddress[],
  ): Promise<Result<readonly SignalReading[], ProbeRefusal>>
}
