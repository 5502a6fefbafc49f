import type { Result } from '@holdpoint/std'

/** One alarm, with the ends of the packet that it was raised at. */
export type SensorAlert = {
  readonly sid: number
  readonly source: string
  readonly sourcePort: number
  readonly destination: string
  readonly destinationPort: number
  /** Inline the packet would have been dropped. */
  readonly isDropped: boolean
}

/** What a sensor made of a capture that it read to its end. */
export type SensorReading = {
  /** The program with its version. */
  readonly tool: string
  readonly packets: number
  /** Packets that it could not decode. */
  readonly undecoded: number
  readonly alerts: readonly SensorAlert[]
}

export type SensorAsk = {
  readonly rule: string
  /** Settings that the rule needs, as `name: value`. */
  readonly needs: readonly string[]
  /** A pcap or pcapng file. */
  readonly capture: Uint8Array
  /** As if it stood in the line: what it drops is said, nothing is dropped. */
  readonly isInline: boolean
}

export type SensorRefusal = {
  readonly kind: 'sensor-missing' | 'rule-refused' | 'capture-refused' | 'sensor-failed'
  readonly what: string
  readonly clearedBy: string
}

/** Reads captures by a rule; where a rule is not taken or a capture not read, it says so. */
export interface RuleSensor {
  read(ask: SensorAsk): Promise<Result<SensorReading, SensorRefusal>>
}
