import type { ControlProof } from '../1-triage/decide/verified-controls.ts'
import type { Instant } from '../plant/instant.ts'
import type { CheckKind, CompensatingControl, ControlCheck } from './control.ts'

/** What a control must have shown before it takes anything off a risk. */
export const neededChecks: readonly CheckKind[] = ['exact-deployed', 'live', 'captures']

/** Of one needed check: that it holds today, or why not. */
export type CheckStanding = {
  readonly kind: CheckKind
  readonly state: 'holds' | 'fails' | 'too-old' | 'missing'
  readonly check: ControlCheck | null
}

export function standingOfChecks(
  control: Pick<CompensatingControl, 'checks'>,
  now: Instant,
): readonly CheckStanding[] {
  return neededChecks.map((kind) => {
    const check = control.checks.find((one) => one.kind === kind) ?? null
    if (check === null) return { kind, state: 'missing', check }
    if (check.verdict === 'fails') return { kind, state: 'fails', check }
    return { kind, state: now < check.until ? 'holds' : 'too-old', check }
  })
}

/** The standing of the checks says these in its own words. */
const saidByChecks: readonly string[] = ['drift', 'evidence-stale']

/** Why a control is worth nothing today; empty where all that it needs is shown. */
export function whyNoCredit(control: CompensatingControl, now: Instant): readonly string[] {
  const words = { fails: 'fails', 'too-old': 'is too old', missing: 'was not run' } as const
  return [
    ...(control.step === 'remove' ? ['It was taken out of the plant'] : []),
    ...(control.step === 'enforce' || control.step === 'remove'
      ? []
      : ['Nobody recorded that it is enforced']),
    ...(control.veto === null ? [] : [`The operator vetoed it: ${control.veto.reason}`]),
    ...(now.slice(0, 10) > control.expiresOn ? [`It expired on ${control.expiresOn}`] : []),
    ...control.aged.filter(({ kind }) => !saidByChecks.includes(kind)).map(({ words }) => words),
    ...standingOfChecks(control, now).flatMap(({ kind, state }) =>
      state === 'holds' ? [] : [`${checkWords[kind]} ${words[state]}`],
    ),
  ]
}

export const checkWords: Readonly<Record<CheckKind, string>> = {
  'exact-planned': 'The exact check of what is planned',
  'exact-deployed': 'The exact check of what the firewall runs',
  live: 'The live check with real packets',
  captures: 'The check on captures',
}

/** What a control may take off the risk. A declared control earns nothing. */
export function creditOf(control: CompensatingControl, now: Instant): 'controlled' | 'none' {
  return whyNoCredit(control, now).length === 0 ? 'controlled' : 'none'
}

/**
 * The proof that a control gives, as triage counts it: from checks that a machine ran, never from
 * a claim. A control that was proved once and is no more gives one that says so, so that decisions
 * which rest on it are opened again.
 */
export function proofsOf(control: CompensatingControl, now: Instant): readonly ControlProof[] {
  const standings = standingOfChecks(control, now)
  const checks = standings.flatMap(({ check }) => (check === null ? [] : [check]))
  if (checks.length < neededChecks.length) return []
  const lost = whyNoCredit(control, now)
  const end = dayAfter(control.expiresOn)
  const untils = [...checks.map(({ until }) => until), end].toSorted()
  const tools = [...new Set(checks.map(({ tool }) => tool))].join(', ')
  const said = lost.length === 0 ? `three ways by ${tools}` : lost.join('; ')
  const proof = {
    controlId: control.id,
    check: said,
    at:
      lost.length === 0
        ? (checks
            .map(({ at }) => at)
            .toSorted()
            .at(-1) ?? now)
        : now,
    until: untils[0] ?? now,
    verdict: lost.length === 0 ? 'holds' : 'fails',
    exposure: 'controlled',
  } as const
  return [proof as ControlProof]
}

function dayAfter(day: string): Instant {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString()
}
