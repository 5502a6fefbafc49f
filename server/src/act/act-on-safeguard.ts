import {
  baselinesOf,
  decideSafeguard,
  EXACT_TOOL,
  evolveSafeguard,
  type Facts,
  proveOnlyThrough,
  type Refusal,
  type Safeguard,
  type SafeguardCommand,
  type SafeguardEvent,
  SYSTEM,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { allBaselines } from '../read/all-baselines.ts'
import { SAFEGUARD_MODEL } from '../read/all-safeguards.ts'
import { plantGuard } from '../read/plant-guard.ts'
import { type Acted, type Aggregate, actOnStream, asJson, nothingBeside } from './act-on-stream.ts'
import { cannot } from './cannot-check.ts'
import { controlInputs } from './control-inputs.ts'

const safeguardAggregate: Aggregate<Safeguard, SafeguardCommand, SafeguardEvent, Facts> = {
  stream: (id) => `safeguard/${id}`,
  evolve: evolveSafeguard,
  decide: decideSafeguard,
  beside: ({ id, after }) => ({
    ...nothingBeside,
    readModels: [{ kind: SAFEGUARD_MODEL, id, body: asJson(after) }],
  }),
}

export function actOnSafeguard(
  platform: Platform,
  act: Acting & { readonly id: string; readonly command: SafeguardCommand },
): Promise<Result<Acted<Safeguard>, readonly Refusal[]>> {
  const facts: Facts = { now: platform.now(), actor: act.actor }
  return actOnStream(platform, safeguardAggregate, { ...act, facts })
}

type Outcome = Extract<SafeguardCommand, { kind: 'check-safeguard' }>['check']

/** Runs the check of a safeguard and records what it said; what cannot be run proves nothing. */
export async function runSafeguardCheck(
  platform: Platform,
  { safeguard, commandId }: { readonly safeguard: Safeguard; readonly commandId: string },
): Promise<Result<Acted<Safeguard>, readonly Refusal[]>> {
  const ran =
    safeguard.kind === 'access'
      ? await accessCheck(platform, safeguard)
      : await monitoringCheck(platform, safeguard)
  if (!ran.ok) return ran
  const command = { kind: 'check-safeguard', check: ran.value } as const
  return actOnSafeguard(platform, { actor: SYSTEM, commandId, id: safeguard.id, command })
}

async function accessCheck(
  platform: Platform,
  safeguard: Safeguard,
): Promise<Result<Outcome, readonly Refusal[]>> {
  const inputs = await controlInputs(platform, safeguard)
  const { kept, guarded, digest } = await plantGuard(platform)
  if (inputs === null) return cannot('The case or its asset is gone', 'Withdraw the safeguard')
  if (kept === null || guarded === null) {
    return cannot('No zones and conduits are recorded, or they do not fit', 'Import them')
  }
  if (safeguard.only.length === 0) {
    return cannot('It is not said who alone may get to the asset', 'Inspect it instead')
  }
  const found = proveOnlyThrough({
    ...{ target: inputs.around.asset, services: inputs.services, only: safeguard.only },
    ...{ plant: kept.network, guarded },
  })
  const sources = [{ name: 'zones, conduits and configurations', sha256: digest }]
  return accept({ ...found, tool: EXACT_TOOL, inputs: sources })
}

/** A capture of the plant's own taps that saw the asset, not older than the check may be. */
async function monitoringCheck(
  platform: Platform,
  safeguard: Safeguard,
): Promise<Result<Outcome, readonly Refusal[]>> {
  const inputs = await controlInputs(platform, safeguard)
  const address = inputs?.around.asset.address ?? null
  if (address === null) return cannot('The asset is gone or has no address', 'Inspect it instead')
  const seen = baselinesOf(await allBaselines(platform), address)
  const [newest] = seen.toSorted((a, b) => ((a.lastAt ?? '') < (b.lastAt ?? '') ? 1 : -1))
  if (newest === undefined || newest.lastAt === null) {
    return cannot(`No capture is kept in which ${address} is seen`, 'Keep one under Baselines')
  }
  const days = Math.floor((Date.parse(platform.now()) - Date.parse(newest.lastAt)) / 86_400_000)
  const holds = days >= 0 && days <= safeguard.recheckDays
  const what = `${newest.place} saw ${address} last on ${newest.lastAt.slice(0, 10)}, ${days} days ago`
  return accept({
    ...{ verdict: holds ? 'holds' : 'fails', tool: 'capture reader of Holdpoint' },
    ...{ findings: [{ what, holds }] },
    inputs: [{ name: `capture "${newest.name}"`, sha256: newest.sha256 }],
  })
}
