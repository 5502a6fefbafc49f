import type { RegisterRange } from './requests.ts'

/** `learn` and `alert` forward everything and say what `enforce` would have done. */
export const shieldModes = ['learn', 'alert', 'enforce'] as const
export type ShieldMode = (typeof shieldModes)[number]

/** One line of the log. */
export type ShieldRecord = {
  readonly at: string
  readonly mode: ShieldMode
  readonly kind:
    | 'refused'
    | 'malformed'
    | 'wrong-answer'
    | 'device-silent'
    | 'passed-by-exception'
    | 'too-many-connections'
    | 'idle'
  readonly client: string
  readonly unit: number | null
  readonly functionCode: number | null
  readonly ranges: readonly RegisterRange[]
  /** The request as it came, without its header. */
  readonly pduHex: string | null
  readonly done: 'exception 1' | 'exception 2' | 'exception 11' | 'closed' | 'forwarded'
  readonly why: string
}

export type ShieldCounts = Record<
  'connections' | 'requests' | 'forwarded' | 'answered' | ShieldRecord['kind'],
  number
>

export function noCounts(): ShieldCounts {
  return {
    ...{ connections: 0, requests: 0, forwarded: 0, answered: 0, refused: 0, malformed: 0 },
    ...{ 'wrong-answer': 0, 'device-silent': 0, 'passed-by-exception': 0 },
    ...{ 'too-many-connections': 0, idle: 0 },
  }
}
