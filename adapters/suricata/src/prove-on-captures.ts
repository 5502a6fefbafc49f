import { createHash } from 'node:crypto'
import {
  type CheckFinding,
  judgeCaptures,
  type ProofCaptures,
  proofCaptures,
  type RuleSensor,
  type SensorReading,
  type SensorRefusal,
  type VirtualPatch,
  type VulnerabilityFacts,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'

export type ProofAsk = {
  readonly facts: VulnerabilityFacts
  readonly patch: VirtualPatch
  /** Captures of the plant as it is when all is well; packets as our own reader counts them. */
  readonly baselines: readonly {
    readonly name: string
    readonly bytes: Uint8Array
    readonly packets: number
  }[]
  readonly sensor: RuleSensor
}

export type OnCaptures = {
  readonly verdict: 'holds' | 'fails'
  readonly tool: string
  readonly findings: readonly CheckFinding[]
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[]
  readonly captures: ProofCaptures
}

/** Tries a virtual patch on captures written from its facts and on every baseline of the plant. */
export async function proveOnCaptures(ask: ProofAsk): Promise<Result<OnCaptures, SensorRefusal>> {
  const { facts, patch, baselines, sensor } = ask
  const captures = proofCaptures(facts, patch)
  const read = (capture: Uint8Array) =>
    sensor.read({ rule: patch.rule, needs: patch.needs, capture, isInline: patch.isInline })
  const exploit = await read(captures.exploit.bytes)
  if (!exploit.ok) return exploit
  const nearMisses = await read(captures.nearMisses.bytes)
  if (!nearMisses.ok) return nearMisses
  const ordinary = await read(captures.ordinary.bytes)
  if (!ordinary.ok) return ordinary
  const said: { name: string; packets: number; reading: SensorReading }[] = []
  for (const { name, bytes, packets } of baselines) {
    const reading = await read(bytes)
    if (!reading.ok) return reading
    said.push({ name, packets, reading: reading.value })
  }
  const readings = {
    ...{ exploit: exploit.value, nearMisses: nearMisses.value, ordinary: ordinary.value },
    baselines: said,
  }
  return accept({
    ...judgeCaptures(patch, captures, readings),
    tool: exploit.value.tool,
    inputs: [
      { name: 'rule of the sensor', sha256: digestOf(patch.rule) },
      { name: 'exploit', sha256: digestOf(captures.exploit.bytes) },
      { name: 'near misses', sha256: digestOf(captures.nearMisses.bytes) },
      { name: 'ordinary traffic', sha256: digestOf(captures.ordinary.bytes) },
      ...baselines.map(({ name, bytes }) => ({
        ...{ name: `baseline "${name}"`, sha256: digestOf(bytes) },
      })),
    ],
    captures,
  })
}

function digestOf(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
