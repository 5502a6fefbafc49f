import type { CheckFinding } from '../control.ts'
import type { Conversation, WrittenCapture } from './captures/conversation.ts'
import type { ProofCaptures } from './captures/proof-captures.ts'
import type { VirtualPatch } from './render-virtual-patch.ts'
import type { SensorReading } from './rule-sensor.port.ts'

/** What the sensor made of each capture: of ours, and of each baseline of the plant. */
export type CaptureReadings = {
  readonly exploit: SensorReading
  readonly nearMisses: SensorReading
  readonly ordinary: SensorReading
  readonly baselines: readonly {
    readonly name: string
    /** As our own reader counts them. */
    readonly packets: number
    readonly reading: SensorReading
  }[]
}

const NAMED_MAX = 10

/**
 * The exploit is named in each of its conversations, and nothing else is by anything else. A capture
 * of which the sensor read fewer packets than there are says nothing by its silence.
 */
export function judgeCaptures(
  patch: VirtualPatch,
  captures: ProofCaptures,
  readings: CaptureReadings,
): { readonly verdict: 'holds' | 'fails'; readonly findings: readonly CheckFinding[] } {
  const findings = [
    ...exploitFindings(patch, captures.exploit, readings.exploit),
    ...silentFindings('Near misses', captures.nearMisses, readings.nearMisses),
    ...silentFindings('Ordinary traffic', captures.ordinary, readings.ordinary),
    ...readings.baselines.flatMap(({ name, packets, reading }) => [
      allRead(`Baseline "${name}"`, packets, reading),
      {
        what: `Baseline "${name}": ${alarms(reading.alerts.length)} in ${packets} packets`,
        holds: reading.alerts.length === 0,
      },
    ]),
    ...(readings.baselines.length > 0
      ? []
      : [{ what: 'No baseline of the plant was read', holds: false }]),
  ]
  return { verdict: findings.every(({ holds }) => holds) ? 'holds' : 'fails', findings }
}

function exploitFindings(
  patch: VirtualPatch,
  capture: WrittenCapture,
  reading: SensorReading,
): readonly CheckFinding[] {
  const isNamed = (conversation: Conversation) =>
    reading.alerts.some(
      (alert) =>
        isOf(conversation, alert) &&
        alert.sid === patch.sid &&
        (!patch.isInline || alert.isDropped),
    )
  const missed = capture.conversations.filter((one) => !isNamed(one))
  const count = capture.conversations.length
  const named = patch.isInline ? 'named and dropped' : 'named'
  return [
    allRead('Exploit', capture.packets, reading),
    {
      what: `Exploit: ${named} in ${count - missed.length} of ${count} conversations`,
      holds: count > 0 && missed.length === 0,
    },
    ...missed.slice(0, NAMED_MAX).map(({ what }) => ({ what: `Not named: ${what}`, holds: false })),
  ]
}

function silentFindings(
  title: string,
  capture: WrittenCapture,
  reading: SensorReading,
): readonly CheckFinding[] {
  const named = capture.conversations.filter((one) =>
    reading.alerts.some((alert) => isOf(one, alert)),
  )
  const count = capture.conversations.length
  const raised = alarms(reading.alerts.length)
  return [
    allRead(title, capture.packets, reading),
    { what: `${title}: ${raised} in ${count} conversations`, holds: reading.alerts.length === 0 },
    ...named.slice(0, NAMED_MAX).map(({ what }) => ({ what: `Named: ${what}`, holds: false })),
  ]
}

function allRead(title: string, packets: number, reading: SensorReading): CheckFinding {
  const { undecoded } = reading
  const except = undecoded === 0 ? '' : `, ${undecoded} of them not decoded`
  const what = `${title}: ${reading.packets} of ${packets} packets read by the sensor${except}`
  return { what, holds: packets > 0 && reading.packets === packets && undecoded === 0 }
}

function alarms(count: number): string {
  return count === 1 ? '1 alarm' : `${count} alarms`
}

function isOf(conversation: Conversation, alert: SensorReading['alerts'][number]): boolean {
  const { client, clientPort, server, serverPort } = conversation
  const there =
    alert.source === client &&
    alert.sourcePort === clientPort &&
    alert.destination === server &&
    alert.destinationPort === serverPort
  const back =
    alert.source === server &&
    alert.sourcePort === serverPort &&
    alert.destination === client &&
    alert.destinationPort === clientPort
  return there || back
}
