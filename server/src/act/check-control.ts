import { createHash } from 'node:crypto'
import {
  type CheckKind,
  type CompensatingControl,
  type ControlCheck,
  EXACT_TOOL,
  type FirewallConfiguration,
  guardedNetwork,
  judgeLive,
  livePlan,
  type PlantNetwork,
  plannedConfiguration,
  proveExactly,
  type Refusal,
  refusalOf,
  renderRules,
  SYSTEM,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import { firewallConfigurations, plantGuard } from '../read/plant-guard.ts'
import { actOnControl, loadControl } from './act-on-control.ts'
import { asJson } from './act-on-stream.ts'
import { cannot } from './cannot-check.ts'
import { capturesCheck } from './check-on-captures.ts'
import { type ControlInputs, controlInputs } from './control-inputs.ts'

export type CheckOutcome = Omit<ControlCheck, 'at' | 'until'>
type Ran = Result<CheckOutcome, readonly Refusal[]>

/** Runs one check of a control and records what it said; what cannot be run proves nothing. */
export async function checkControl(
  platform: Platform,
  ask: { readonly id: string; readonly kind: CheckKind; readonly commandId: string },
): Promise<
  Result<{ readonly leaf: number; readonly state: CompensatingControl }, readonly Refusal[]>
> {
  const { state } = await loadControl(platform, ask.id)
  if (state === null) return refuse(noSuch('control', ask.id))
  const inputs = await controlInputs(platform, state)
  if (inputs === null) {
    const what = 'The case of this control or its asset is gone'
    return refuse([refusalOf('no-asset', what, 'Take the control out of the plant')])
  }
  const ran = await runCheck(platform, { control: state, kind: ask.kind, inputs })
  if (!ran.ok) return ran
  return actOnControl(platform, {
    ...{ actor: SYSTEM, commandId: ask.commandId, id: ask.id },
    command: { kind: 'record-check', check: ran.value },
  })
}

type Asking = {
  readonly control: CompensatingControl
  readonly kind: CheckKind
  readonly inputs: ControlInputs
}

export async function runCheck(platform: Platform, asking: Asking): Promise<Ran> {
  const plant = asking.inputs.around.network
  if (plant === null) return cannot('No zones and conduits are recorded', 'Import them')
  switch (asking.kind) {
    case 'exact-planned':
    case 'exact-deployed':
      return exactCheck(platform, asking, plant)
    case 'live':
      return liveCheck(platform, asking, plant)
    case 'captures':
      return capturesCheck(platform, asking.control)
  }
}

async function exactCheck(
  platform: Platform,
  { control, kind, inputs }: Asking,
  plant: PlantNetwork,
): Promise<Ran> {
  const { firewall, point, policy, rules } = control
  if (firewall === null) {
    return cannot('It is not said which firewall enforces it', 'Record it for a firewall')
  }
  const all = await firewallConfigurations(platform)
  const now = all.find((one) => one.firewall === firewall)
  if (now === undefined) {
    return cannot(`The configuration of ${firewall} is not imported`, 'Import it')
  }
  const { guarded } = await plantGuard(platform)
  if (guarded === null) return cannot('Zones and configurations do not fit', 'Correct them')
  const target = inputs.around.asset
  const question = { policy, target, services: inputs.services, plant }
  const inputsOf = (configuration: FirewallConfiguration) => [
    { name: `configuration of ${firewall}`, sha256: configuration.digest },
    { name: 'zones and conduits', sha256: canonicalDigest(asJson(plant)) },
    { name: 'rules', sha256: control.rulesSha256 },
  ]
  if (kind === 'exact-deployed') {
    const found = proveExactly({ ...question, before: null, after: guarded })
    return accept({ kind, tool: EXACT_TOOL, ...found, inputs: inputsOf(now) })
  }
  const planned = plannedConfiguration(now, { policy, point, rules })
  if (!planned.ok) return cannot(planned.refusal.what, planned.refusal.clearedBy)
  const others = all.filter((one) => one.firewall !== firewall)
  const after = guardedNetwork(plant, [...others, planned.value], platform.now())
  if (!after.ok) return cannot(after.refusal[0]?.why ?? 'It does not fit', 'Correct the policy')
  const found = proveExactly({ ...question, before: guarded, after: after.value })
  return accept({ kind, tool: EXACT_TOOL, ...found, inputs: inputsOf(now) })
}

/** The kernel runs nftables: what other firewalls are given is read to say the same by the exact check. */
async function liveCheck(
  platform: Platform,
  { control, inputs }: Asking,
  plant: PlantNetwork,
): Promise<Ran> {
  const { policy } = control
  const rendered = renderRules(policy, { dialect: 'nftables' })
  if (!rendered.ok) return cannot(rendered.refusal[0]?.why ?? '', 'Correct the policy')
  const { rules } = rendered.value
  const plan = livePlan({
    ...{ policy, plant, rules, services: inputs.services, zoneId: inputs.around.asset.zone },
  })
  if (!plan.ok) return cannot(plan.refusal.what, plan.refusal.clearedBy)
  const ran = await platform.liveLab.run(plan.value)
  if (!ran.ok) return cannot(ran.refusal.what, ran.refusal.clearedBy)
  const { shown, tool, readyMs, probedMs } = ran.value
  const judged = judgeLive(plan.value, shown)
  const took = { what: `Built in ${readyMs} ms, probed in ${probedMs} ms`, holds: true }
  return accept({
    ...{ kind: 'live', tool, verdict: judged.verdict, findings: [...judged.findings, took] },
    inputs: [
      { name: 'rules of nftables', sha256: createHash('sha256').update(rules).digest('hex') },
      { name: 'zones and conduits', sha256: canonicalDigest(asJson(plant)) },
    ],
  })
}
