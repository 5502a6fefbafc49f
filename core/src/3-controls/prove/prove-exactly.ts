import { changesOf, packetInALine, passes, reach, witnessOf } from '@holdpoint/reach'
import { exposureByNetwork } from '../../1-triage/evidence/exposure-by-network.ts'
import type { GuardedNetwork } from '../../plant/guarded-network.ts'
import type { PlantNetwork } from '../../plant/network.ts'
import type { ConduitPolicy } from '../conduit-policy.ts'
import type { CheckFinding, ControlCheck } from '../control.ts'

/** What the exploit needs: the services that the advisory names; none: any service may be it. */
export type ExploitServices = readonly {
  readonly port: number
  readonly transport: 'tcp' | 'udp'
}[]

export type ExactQuestion = {
  readonly policy: ConduitPolicy
  readonly target: { readonly zone: string; readonly address: string | null }
  readonly services: ExploitServices
  readonly plant: PlantNetwork
  /** Without the rules; null where that is not at hand. */
  readonly before: GuardedNetwork | null
  readonly after: GuardedNetwork
}

/**
 * Shows for all packets that nothing of a zone of level 4 or 5 gets to the vulnerable service, that
 * every flow which the policy permits still passes both ways, and that no recorded flow to the
 * asset loses a packet. A line that was not understood counts as letting pass: it proves nothing.
 */
export function proveExactly(question: ExactQuestion): Pick<ControlCheck, 'verdict' | 'findings'> {
  const findings = [...exploit(question), ...required(question), ...recorded(question)]
  return { verdict: findings.every(({ holds }) => holds) ? 'holds' : 'fails', findings }
}

function exploit({ target, services, plant, before, after }: ExactQuestion): CheckFinding[] {
  const now = exposureByNetwork(target, plant, after, services)
  const out = [{ what: `With the rules: ${now.because}`, holds: now.exposure === 'controlled' }]
  if (before === null) return out
  const old = exposureByNetwork(target, plant, before, services)
  const changes = old.exposure !== 'controlled'
  const what = changes ? `Without them: ${old.because}` : `They change nothing: ${old.because}`
  return [{ what, holds: changes }, ...out]
}

/** Both ways: a flow whose answers do not come back is no flow. */
function required({ policy, after }: ExactQuestion): CheckFinding[] {
  return policy.permitted.map(({ from, to, protocol, port, why }) => {
    const service = `${protocol}/${port}`
    const words = `${from} to ${to} over ${service} (${why})`
    // A network as a sender is asked address by address at its two ends and as its zone.
    const ends = from.includes('/') ? networkEnds(from) : [from]
    for (const end of ends) {
      const ask = { from: `host:${end}`, to: `host:${to.split('/')[0]}`, service }
      const answer = reach(after.network, ask)
      if (!answer.ok) return { what: `${words}: ${answer.refusal.why}`, holds: false }
      if (answer.value.verdict === 'none' || answer.value.replies === 'none') {
        const lost = answer.value.verdict === 'none' ? 'is refused' : 'gets no answer'
        return { what: `${words}: ${end} ${lost}`, holds: false }
      }
    }
    return { what: `${words} passes, and is answered`, holds: true }
  })
}

function networkEnds(network: string): readonly string[] {
  const [base = '', bits = '32'] = network.split('/')
  const number = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(bits))
  const first = Math.floor(number / size) * size
  const dotted = (value: number) =>
    [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
  return size <= 2
    ? [...new Set([dotted(first), dotted(first + size - 1)])]
    : [dotted(first + 1), dotted(first + size - 2)]
}

/** What the plant recorded as its flows to the asset loses no packet that passed before. */
function recorded({ plant, target, before, after }: ExactQuestion): CheckFinding[] {
  if (before === null) return []
  const to = target.address === null ? `zone:${target.zone}` : `host:${target.address}`
  const flows = plant.conduits.flatMap((conduit) =>
    conduit.flows.filter((flow) => flow.to === target.zone).map((flow) => ({ conduit, flow })),
  )
  return flows.flatMap(({ conduit, flow }): readonly CheckFinding[] => {
    const ask = { from: `zone:${flow.from}`, to, service: flow.service }
    const words = `${conduit.name}, ${flow.service} (${flow.why})`
    const old = passes(before.network, ask)
    if (!old.ok || old.value.verdict === 'none') return []
    const changes = changesOf(before.network, after.network, ask)
    if (!changes.ok) return [{ what: `${words}: ${changes.refusal.why}`, holds: false }]
    const { denied, isUnknown } = changes.value
    const [lost] = denied
    if (isUnknown) return [{ what: `${words}: too many pieces to tell`, holds: false }]
    if (lost === undefined) return [{ what: `${words} loses no packet`, holds: true }]
    return [{ what: `${words} would lose ${packetInALine(witnessOf(lost))}`, holds: false }]
  })
}
