import type { SensorAlert } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

export type Eve = {
  readonly alerts: readonly SensorAlert[]
  readonly packets: number
  readonly undecoded: number
}

type Line = Readonly<Record<string, unknown>>

/** Reads the sensor's log: every alarm, and the last count of packets. Without a count nothing counts. */
export function readEve(text: string): Result<Eve, string> {
  const alerts: SensorAlert[] = []
  let packets: number | null = null
  let undecoded = 0
  for (const [at, line] of text.split('\n').entries()) {
    if (line === '') continue
    const event = objectOf(line)
    if (event === null) return refuse(`line ${at + 1} of the sensor's log is not understood`)
    if (event.event_type === 'alert') {
      const alert = alertOf(event)
      if (alert === null) return refuse(`line ${at + 1}: an alarm without its ends`)
      alerts.push(alert)
    }
    if (event.event_type === 'stats') {
      const decoder = inner(inner(event, 'stats'), 'decoder')
      packets = numberOf(decoder.pkts)
      undecoded = numberOf(decoder.invalid) ?? 0
    }
  }
  if (packets === null) return refuse("the sensor's log does not say how many packets were read")
  return accept({ alerts, packets, undecoded })
}

function alertOf(event: Line): SensorAlert | null {
  const alert = inner(event, 'alert')
  const sid = numberOf(alert.signature_id)
  const { src_ip: source, dest_ip: destination } = event
  if (sid === null || typeof source !== 'string' || typeof destination !== 'string') return null
  return {
    ...{ sid, source, destination, isDropped: alert.action === 'blocked' },
    sourcePort: numberOf(event.src_port) ?? 0,
    destinationPort: numberOf(event.dest_port) ?? 0,
  }
}

function objectOf(line: string): Line | null {
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null ? (read as Line) : null
  } catch {
    return null
  }
}

function inner(event: Line, key: string): Line {
  const value = event[key]
  return typeof value === 'object' && value !== null ? (value as Line) : {}
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}
