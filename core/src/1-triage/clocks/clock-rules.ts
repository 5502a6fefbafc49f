import type { CivilDay } from './civil-day.ts'

/**
 * K1 evaluation of a source, K2 apply or plan, K3 the plan's own timeframe, K4 baseline after a
 * change, K5 monitoring of the baseline.
 */
export const clockKinds = ['K1', 'K2', 'K3', 'K4', 'K5'] as const

export type ClockKind = (typeof clockKinds)[number]

/** `fromDay`: the first day, counted from the start, on which this level is reached. */
export type SeverityBand = { readonly fromDay: number; readonly level: string }

export type ClockRule = {
  readonly kind: ClockKind
  readonly jurisdiction: string
  /** Standard, version and part. */
  readonly clause: string
  readonly words: string
  readonly effectiveFrom: CivilDay
  /** The last day on which it is in force; null where no end is set. */
  readonly effectiveTo: CivilDay | null
  /** Calendar days, weekends and all; the last of them is in time. Null: the plan says. */
  readonly days: number | null
  /** Violation severity levels as the standard names them. */
  readonly severity: readonly SeverityBand[]
}

/** Days after the start on which a clock warns and alarms, where it has as many as 35. */
export const WARN_AT_DAY = 28
export const ALARM_AT_DAY = 33

const patchBands = [
  { fromDay: 36, level: 'Lower' },
  { fromDay: 50, level: 'Moderate' },
  { fromDay: 65, level: 'High' },
] as const

const evaluation = 'Security patches of each source are evaluated at least every 35 calendar days'
const decision =
  'Within 35 calendar days of the evaluation: installed, or a dated mitigation plan made or revised'
const planned = 'A plan is carried out in its timeframe, or extended by the CIP Senior Manager'
const monitoringBands = [
  { fromDay: 36, level: 'Lower' },
  { fromDay: 70, level: 'Moderate' },
  { fromDay: 105, level: 'High' },
  { fromDay: 140, level: 'Severe' },
] as const
const planBands = [{ fromDay: 1, level: 'Severe' }] as const

/**
 * NERC Critical Infrastructure Protection in the United States: CIP-007-6 R2 and CIP-010-4 to
 * 2028-06-30, CIP-007-7.1 and CIP-010-5 from 2028-07-01 (FERC Order No. 919). CIP-010-5 has no
 * update of a baseline within 30 days any more.
 */
export const nercClockRules: readonly ClockRule[] = [
  ...[
    ['CIP-007-6', '2016-07-01', '2028-06-30'] as const,
    ['CIP-007-7.1', '2028-07-01', null] as const,
  ].flatMap(([standard, effectiveFrom, effectiveTo]): readonly ClockRule[] => {
    const common = { jurisdiction: 'US', effectiveFrom, effectiveTo }
    return [
      {
        ...common,
        kind: 'K1',
        clause: `${standard} R2.2`,
        words: evaluation,
        days: 35,
        severity: patchBands,
      },
      {
        ...common,
        kind: 'K2',
        clause: `${standard} R2.3`,
        words: decision,
        days: 35,
        severity: patchBands,
      },
      {
        ...common,
        kind: 'K3',
        clause: `${standard} R2.4`,
        words: planned,
        days: null,
        severity: planBands,
      },
    ]
  }),
  {
    kind: 'K4',
    jurisdiction: 'US',
    clause: 'CIP-010-4 R1.3',
    words: 'The baseline is updated within 30 calendar days of the end of the change',
    effectiveFrom: '2022-10-01',
    effectiveTo: '2028-06-30',
    days: 30,
    severity: [],
  },
  {
    kind: 'K5',
    jurisdiction: 'US',
    clause: 'CIP-010-4 R2.1',
    words: 'Changes to the baseline are looked for at least every 35 calendar days',
    effectiveFrom: '2022-10-01',
    effectiveTo: '2028-06-30',
    days: 35,
    severity: [],
  },
  {
    kind: 'K5',
    jurisdiction: 'US',
    clause: 'CIP-010-5 R2.1',
    words: 'Unauthorised changes are looked for at least every 35 calendar days',
    effectiveFrom: '2028-07-01',
    effectiveTo: null,
    days: 35,
    severity: monitoringBands,
  },
]

/** What a site asks of itself, beside or instead of a regulation; null asks nothing. */
export type SiteClockPolicy = {
  readonly evaluateWithinDays: number | null
  readonly decideWithinDays: number | null
}

/** A rule of another jurisdiction, as the site read it there; it holds while it stands here. */
export type EnteredRule = Omit<ClockRule, 'severity'>

export type ClockPolicy = {
  readonly jurisdictions: readonly string[]
  readonly site: SiteClockPolicy
  /** Policies from before rules could be entered hold none. */
  readonly rules?: readonly EnteredRule[]
}

/** The rules that hold for a clock of this kind that starts on this day. */
export function rulesFor(
  kind: ClockKind,
  startedOn: CivilDay,
  policy: ClockPolicy,
): readonly ClockRule[] {
  const chosen = nercClockRules.filter((rule) => policy.jurisdictions.includes(rule.jurisdiction))
  const entered = (policy.rules ?? []).map((rule) => ({ ...rule, severity: [] }))
  const regulated = [...chosen, ...entered].filter(
    (rule) =>
      rule.kind === kind &&
      rule.effectiveFrom <= startedOn &&
      (rule.effectiveTo === null || startedOn <= rule.effectiveTo),
  )
  // A plan binds whoever made it; under a regulation its clause says so already.
  const own = kind === 'K3' && regulated.length > 0 ? null : siteRule(kind, policy.site)
  return own === null ? regulated : [...regulated, own]
}

function siteRule(kind: ClockKind, site: SiteClockPolicy): ClockRule | null {
  const days =
    kind === 'K1' ? site.evaluateWithinDays : kind === 'K2' ? site.decideWithinDays : null
  if (days === null && kind !== 'K3') return null
  return {
    kind,
    jurisdiction: 'site',
    clause: 'policy of the site',
    words: { K1: 'Sources are evaluated', K2: 'What applies is decided', K3: 'Plans are kept' }[
      kind as 'K1' | 'K2' | 'K3'
    ],
    effectiveFrom: '0001-01-01',
    effectiveTo: null,
    days,
    severity: [],
  }
}
