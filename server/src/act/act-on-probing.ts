import {
  type Asset,
  decideProbing,
  evolveProbing,
  type ProbeOutcome,
  type ProbeRefusal,
  type ProbeSecret,
  type Probing,
  type ProbingCommand,
  type ProbingEvent,
  type ProbingFacts,
  type Refusal,
} from '@holdpoint/core'
import { type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'
import { hearProbe } from './hear-probe.ts'
import { lacksSecret, noProbeCredential, probeSecret } from './probe-credential.ts'

const probingAggregate: Aggregate<Probing, ProbingCommand, ProbingEvent, ProbingFacts> = {
  stream: (id) => id,
  evolve: evolveProbing,
  decide: decideProbing,
  beside: ({ after }) => ({
    ...nothingBeside,
    readModels: [{ kind: 'probing', id: 'newest', body: asJson(after) }],
  }),
}

/** The site has one such stream: two probes at once would meet in it. */
const STREAM = 'probing'

export async function probingNow(platform: Platform): Promise<Probing | null> {
  return (await load(platform, probingAggregate, STREAM)).state
}

export function probingFacts(
  platform: Platform,
  actor: ProbingFacts['actor'],
  asset: Asset | null,
): ProbingFacts {
  const connectionsHeld = asset === null ? 0 : platform.connections.heldTo(asset)
  return { now: platform.now(), actor, asset, connectionsHeld }
}

type ProbingAct = Acting & { readonly command: ProbingCommand; readonly asset: Asset | null }

export function actOnProbing(
  platform: Platform,
  act: ProbingAct,
): Promise<Result<Acted<Probing>, readonly Refusal[]>> {
  const facts = probingFacts(platform, act.actor, act.asset)
  return actOnStream(platform, probingAggregate, { ...act, id: STREAM, facts })
}

/** Begins, asks, records what came back: the release is used up before the first byte leaves. */
export async function probe(
  platform: Platform,
  acting: Acting,
  asset: Asset | null,
): Promise<Result<Acted<Probing>, readonly Refusal[]>> {
  const secret = asset === null ? null : await probeSecret(platform, asset)
  if (asset !== null && lacksSecret(asset, secret)) return refuse([noProbeCredential(asset)])
  const begun = await actOnProbing(platform, { ...acting, command: { kind: 'begin-probe' }, asset })
  if (!begun.ok || asset === null) return begun
  // The same act sent again must not ask the device again.
  if (begun.value.repeated) return begun
  const outcome = await outcomeOf(platform, asset, secret)
  const command = { kind: 'end-probe', assetId: asset.id, outcome } as const
  const commandId = `${acting.commandId}:answer`
  const ended = await actOnProbing(platform, { ...acting, commandId, command, asset })
  if (!ended.ok || outcome.identity === null) return ended
  const heard = { assetId: asset.id, identity: outcome.identity }
  const byProbe = { actor: acting.actor, commandId: `${acting.commandId}:facts` }
  const told = await hearProbe(platform, byProbe, heard)
  return told.ok ? ended : told
}

async function outcomeOf(
  platform: Platform,
  asset: Asset,
  secret: ProbeSecret | null,
): Promise<ProbeOutcome> {
  if (asset.identity === null) {
    return { identity: null, why: 'no channel is recorded', refusal: null }
  }
  const answer = await platform.identityProbe.identify(asset.identity, secret)
  return answer.ok
    ? { identity: answer.value, why: null, refusal: null }
    : { identity: null, why: inWords(answer.refusal), refusal: answer.refusal.kind }
}

function inWords(refusal: ProbeRefusal): string {
  switch (refusal.kind) {
    case 'probe-no-answer':
      return `${refusal.target} gave no answer in ${refusal.waitedMs} ms`
    case 'probe-no-free-slot':
      return `${refusal.target}: no free slot: ${refusal.why}`
    case 'probe-refused':
    case 'probe-malformed-answer':
      return `${refusal.target}: ${refusal.why}`
  }
}
