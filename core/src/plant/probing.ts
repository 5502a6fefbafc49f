import { accept, type Result, refuse } from '@holdpoint/std'
import { type Actor, holds } from './actor.ts'
import { type Asset, isSafetySystem } from './asset.ts'
import type { DeviceIdentity, ProbeRefusal, ProbeTarget } from './identity-probe.port.ts'
import { addMinutes, type Instant, minutesBetween } from './instant.ts'
import { notYourRole, type Refusal, refusalOf } from './refusal.ts'

/** A model with its firmware that bore to be asked, in one protocol, and who tried it where. */
export type KnownSafeModel = {
  readonly vendor: string
  readonly product: string
  readonly firmware: string
  readonly protocol: ProbeTarget['protocol']
  readonly triedBy: string
  /** How many connections the device serves at once, as its manual says; null is not recorded. */
  readonly connectionsMax: number | null
  /** How many of them the plant's own systems hold as a rule; null is not recorded. */
  readonly connectionsOthers: number | null
}

/** Active probing is off wherever this does not name both the zone and the model. */
export type ProbePolicy = {
  readonly zones: readonly string[]
  readonly knownSafe: readonly KnownSafeModel[]
}

/** The operator's word that this asset may be asked once, before it lapses. */
export type ProbeRelease = {
  readonly assetId: string
  readonly byName: string
  readonly at: Instant
  readonly until: Instant
  readonly processState: string
  /** Connection slots of the device that nobody uses now, as the operator's side sees it. */
  readonly freeConnections: number
}

/** What the device answered; null where it gave no answer that can be read. */
export type ProbeOutcome = {
  readonly identity: DeviceIdentity | null
  readonly why: string | null
  /** How the asking ended where there is no identity. */
  readonly refusal: ProbeRefusal['kind'] | null
}

export type Probing = {
  readonly policy: ProbePolicy
  readonly releases: Readonly<Record<string, ProbeRelease>>
  readonly inFlight: { readonly assetId: string; readonly at: Instant } | null
  readonly outcomes: Readonly<Record<string, ProbeOutcome & { readonly at: Instant }>>
}

export type ProbingCommand =
  | { readonly kind: 'set-policy'; readonly policy: ProbePolicy }
  | {
      readonly kind: 'release-probe'
      readonly processState: string
      readonly freeConnections: number
    }
  | { readonly kind: 'begin-probe' }
  | { readonly kind: 'end-probe'; readonly assetId: string; readonly outcome: ProbeOutcome }

export type ProbingEvent =
  | { readonly kind: 'probing-policy-set'; readonly body: { readonly policy: ProbePolicy } }
  | { readonly kind: 'probe-released'; readonly body: ProbeRelease & { readonly tag: string } }
  | {
      readonly kind: 'probe-begun'
      readonly body: { readonly assetId: string; readonly tag: string; readonly at: Instant }
    }
  | {
      readonly kind: 'probe-ended'
      readonly body: ProbeOutcome & { readonly assetId: string; readonly at: Instant }
    }

/** `asset` is the one that the command is about; null where it is about none or it is not there. */
export type ProbingFacts = {
  readonly now: Instant
  readonly actor: Actor
  readonly asset: Asset | null
  /** Connections to this asset that Holdpoint itself has open now. */
  readonly connectionsHeld: number
}

export const PROBE_RELEASE_MINUTES = 30
/** Longer than any probe takes; a server that died in one must not block probing for ever. */
const PROBE_MINUTES_MAX = 2

const nobody: Probing = {
  policy: { zones: [], knownSafe: [] },
  releases: {},
  inFlight: null,
  outcomes: {},
}

export function evolveProbing(state: Probing | null, event: ProbingEvent): Probing {
  const before = state ?? nobody
  switch (event.kind) {
    case 'probing-policy-set':
      return { ...before, policy: event.body.policy }
    case 'probe-released': {
      const { tag: _tag, ...release } = event.body
      return { ...before, releases: { ...before.releases, [release.assetId]: release } }
    }
    case 'probe-begun': {
      const { assetId, at } = event.body
      const { [assetId]: _used, ...releases } = before.releases
      return { ...before, releases, inFlight: { assetId, at } }
    }
    case 'probe-ended': {
      const { assetId, ...outcome } = event.body
      return { ...before, inFlight: null, outcomes: { ...before.outcomes, [assetId]: outcome } }
    }
  }
}

export function decideProbing(
  state: Probing | null,
  command: ProbingCommand,
  facts: ProbingFacts,
): Result<readonly ProbingEvent[], readonly Refusal[]> {
  switch (command.kind) {
    case 'set-policy': {
      const { policy } = command
      const refusals = policyFaults(facts.actor)
      if (refusals.length > 0) return refuse(refusals)
      return accept([{ kind: 'probing-policy-set', body: { policy } }])
    }
    case 'release-probe':
      return releaseProbe(state ?? nobody, command, facts)
    case 'begin-probe': {
      const refusals = probeRefusals(state ?? nobody, facts)
      const { asset, now } = facts
      if (refusals.length > 0 || asset === null) return refuse(refusals)
      return accept([{ kind: 'probe-begun', body: { assetId: asset.id, tag: asset.tag, at: now } }])
    }
    case 'end-probe': {
      const { assetId, outcome } = command
      return accept([{ kind: 'probe-ended', body: { ...outcome, assetId, at: facts.now } }])
    }
  }
}

const engineers = ['control-systems-engineer'] as const
const askers = ['control-systems-engineer', 'ot-cybersecurity-lead'] as const
const operators = ['operator'] as const

function policyFaults(actor: Actor): readonly Refusal[] {
  return holds(actor, engineers) ? [] : [notYourRole(engineers, 'Saying what may be probed')]
}

function releaseProbe(
  state: Probing,
  command: { readonly processState: string; readonly freeConnections: number },
  facts: ProbingFacts,
): Result<readonly ProbingEvent[], readonly Refusal[]> {
  const { actor, asset, now } = facts
  const refusals = [...permitRefusals(state, asset)]
  if (!holds(actor, operators)) refusals.push(notYourRole(operators, 'Releasing a probe'))
  refusals.push(...saidFreeRefusals(state, command.freeConnections, facts))
  if (refusals.length > 0 || asset === null) return refuse(refusals)
  const release = {
    assetId: asset.id,
    tag: asset.tag,
    byName: actor.name,
    at: now,
    until: addMinutes(now, PROBE_RELEASE_MINUTES),
    processState: command.processState,
    freeConnections: command.freeConnections,
  }
  return accept([{ kind: 'probe-released', body: release }])
}

/** Everything that stands between this person and one probe of this asset, now. */
export function probeRefusals(state: Probing | null, facts: ProbingFacts): readonly Refusal[] {
  const { actor, asset, now } = facts
  const known = state ?? nobody
  const refusals = [...permitRefusals(known, asset)]
  if (!holds(actor, askers)) refusals.push(notYourRole(askers, 'Asking a device'))
  if (asset !== null) {
    const release = known.releases[asset.id]
    refusals.push(...releaseRefusals(release, now), ...slotRefusals(known, release, facts))
  }
  if (askedNow(known, now) !== null) {
    const what = 'Another device is being asked'
    refusals.push(refusalOf('probe-in-flight', what, 'Wait for its answer: one device at a time'))
  }
  return refusals
}

/** The one asset that is being asked now; what a server left behind when it died is none. */
export function askedNow(state: Probing | null, now: Instant): string | null {
  const inFlight = state?.inFlight ?? null
  if (inFlight === null) return null
  return minutesBetween(inFlight.at, now) < PROBE_MINUTES_MAX ? inFlight.assetId : null
}

function releaseRefusals(release: ProbeRelease | undefined, now: Instant): readonly Refusal[] {
  if (release === undefined) {
    const what = 'The operator has not released this probe'
    return [refusalOf('probe-not-released', what, 'The operator on shift releases it', 'operator')]
  }
  if (minutesBetween(now, release.until) <= 0) {
    const what = `The release of ${release.byName} lapsed`
    const clearedBy = 'The operator on shift releases it again'
    return [refusalOf('probe-release-lapsed', what, clearedBy, 'operator')]
  }
  return []
}

/** What the operator says against itself and against what is recorded of the model. */
function saidFreeRefusals(
  state: Probing,
  freeConnections: number,
  { asset }: ProbingFacts,
): readonly Refusal[] {
  if (freeConnections < 1) return [noFreeConnection('The operator sees no free connection')]
  const most = asset === null ? null : modelOf(state, asset)?.connectionsMax
  if (most === undefined || most === null || freeConnections <= most) return []
  const what = `${freeConnections} connections cannot be free: the model serves ${most} at once`
  return [refusalOf('more-free-than-served', what, 'Look again at the device', 'operator')]
}

/** Whether one more connection fits now, by what was said, what is recorded and what we hold. */
function slotRefusals(
  state: Probing,
  release: ProbeRelease | undefined,
  { asset, connectionsHeld }: ProbingFacts,
): readonly Refusal[] {
  const out: Refusal[] = []
  const held = connectionsHeld === 0 ? '' : `, and Holdpoint itself holds ${connectionsHeld}`
  if (release !== undefined && release.freeConnections - connectionsHeld < 1) {
    out.push(noFreeConnection(`The operator saw ${release.freeConnections} free${held}`))
  }
  const model = asset === null ? undefined : modelOf(state, asset)
  const most = model?.connectionsMax ?? null
  const others = model?.connectionsOthers ?? 0
  if (most !== null && most - others - connectionsHeld < 1) {
    const what = `The model serves ${most} connections at once, others hold ${others}${held}`
    out.push(noFreeConnection(what))
  }
  return out
}

function noFreeConnection(what: string): Refusal {
  return refusalOf('no-free-connection', what, 'Wait until a connection is free', 'operator')
}

function modelOf(state: Probing, asset: Asset): KnownSafeModel | undefined {
  return state.policy.knownSafe.find((model) => isModelOf(model, asset))
}

/** What no release can clear: a safety system, a zone or a model that nobody named. */
function permitRefusals(state: Probing, asset: Asset | null): readonly Refusal[] {
  if (asset === null) {
    return [refusalOf('no-such-asset', 'The inventory has no such asset', 'Import the inventory')]
  }
  if (isSafetySystem(asset)) {
    const what = `${asset.tag} is a safety system and is never probed`
    return [refusalOf('probe-of-safety-system', what, 'Nothing: read it at the device')]
  }
  const out: Refusal[] = []
  const engineer = 'control-systems-engineer'
  if (asset.identity === null) {
    const what = `Where ${asset.tag} can be asked is not recorded`
    out.push(refusalOf('no-probe-target', what, 'Record its identity channel', engineer))
  }
  if (!state.policy.zones.includes(asset.zone)) {
    const what = `Probing is off in the zone ${asset.zone}`
    out.push(refusalOf('probing-off-in-zone', what, 'Permit probing in this zone', engineer))
  }
  if (modelOf(state, asset) === undefined) {
    const firmware = asset.firmware ?? 'firmware not recorded'
    const what = `${asset.vendor} ${asset.product}, ${firmware}, is not on the known-safe list`
    const clearedBy = 'Try it on a spare and name model and firmware on the list'
    out.push(refusalOf('model-not-known-safe', what, clearedBy, engineer))
  }
  return out
}

/** Exactly this model with exactly this firmware: what is nearly the same was not tried. */
function isModelOf(model: KnownSafeModel, asset: Asset): boolean {
  return (
    same(model.vendor, asset.vendor) &&
    same(model.product, asset.product) &&
    asset.firmware !== null &&
    same(model.firmware, asset.firmware) &&
    model.protocol === asset.identity?.protocol
  )
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Where what the device says differs from what is recorded; what it did not say differs not. */
export function identityDifferences(
  asset: Pick<Asset, 'vendor' | 'product' | 'orderNumber' | 'series' | 'serial' | 'firmware'>,
  identity: DeviceIdentity,
): readonly { readonly field: string; readonly recorded: string | null; readonly read: string }[] {
  return (['orderNumber', 'series', 'serial', 'firmware'] as const).flatMap((field) => {
    const read = identity[field]
    const recorded = asset[field]
    if (read === null || (recorded !== null && same(recorded, read))) return []
    return [{ field, recorded, read }]
  })
}
