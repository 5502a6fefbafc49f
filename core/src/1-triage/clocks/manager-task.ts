import { addDays, type CivilDay, daysFrom } from './civil-day.ts'
import type { Clocks, Dated, MitigationPlan, PlanDue } from './clocks.ts'
import { rulesOfClock } from './rules-of-clock.ts'

/** A veto of operations, as the CIP Senior Manager is told of it. */
export type ToldVeto = {
  readonly changeId: string
  readonly revision: number
  readonly title: string
  /** Null where the change had no plan yet, and so no asset. */
  readonly assetId: string | null
  readonly ground: 'safety' | 'production'
  readonly reason: string
  readonly byName: string
}

/** A new timeframe, new actions or both for a plan; holds only once it is approved. */
export type ProposedPlanChange = {
  readonly planId: string
  readonly due: PlanDue
  readonly actions: string | null
  readonly reason: string
  readonly byName: string
}

export type TaskAbout =
  | ({ readonly kind: 'veto' } & ToldVeto)
  | ({ readonly kind: 'plan-change' } & ProposedPlanChange)

export const taskVerdicts = ['noted', 'approved', 'refused'] as const

/** A veto is final and is noted; a change of a plan is approved or refused. */
export type TaskVerdict = (typeof taskVerdicts)[number]

export type TaskAnswer = Dated & {
  readonly verdict: TaskVerdict
  readonly reason: string
  /** After the day on which it was due: it stays late. */
  readonly late: boolean
}

/** What the CIP Senior Manager or a delegate is told and answers, with a last day of its own. */
export type ManagerTask = {
  readonly id: string
  readonly about: TaskAbout
  readonly told: Dated
  readonly dueOn: CivilDay
  readonly answer: TaskAnswer | null
}

export const ANSWER_WITHIN_DAYS = 7

export function vetoTaskId({ changeId, revision }: ToldVeto): string {
  return `veto ${changeId} ${revision}`
}

/** In one line, for whoever has to answer it. */
export function taskInWords({ about }: Pick<ManagerTask, 'about'>): string {
  if (about.kind === 'veto') {
    return `Veto of ${about.title}, revision ${about.revision}, by ${about.byName}`
  }
  return `Change of plan ${about.planId}, proposed by ${about.byName}`
}

/**
 * A week, or earlier where a clock ends that it touches: what is approved after that is late.
 * Never a day before it was told.
 */
export function taskDue(clocks: Clocks, about: TaskAbout, toldOn: CivilDay): CivilDay {
  const week = addDays(toldOn, ANSWER_WITHIN_DAYS)
  const ends = touchedDays(clocks, about).filter((day) => daysFrom(toldOn, day) >= 0)
  return ends.reduce((first, day) => (day < first ? day : first), week)
}

function touchedDays(clocks: Clocks, about: TaskAbout): readonly CivilDay[] {
  if (about.kind === 'plan-change') {
    return clocks.plans.filter(({ id }) => id === about.planId).flatMap(lastDay)
  }
  const duties = clocks.duties.filter(
    (duty) => duty.assetId === about.assetId && duty.installed === null,
  )
  const install = duties
    .filter((duty) => duty.planned === null)
    .flatMap(({ started }) =>
      rulesOfClock(clocks, 'K2', started).flatMap(({ days }) =>
        days === null ? [] : [addDays(started.on, days)],
      ),
    )
  const plans = new Set(duties.map((duty) => duty.planId))
  const planned = clocks.plans.filter(({ id, finished }) => plans.has(id) && finished === null)
  return [...install, ...planned.flatMap(lastDay)]
}

function lastDay({ due }: MitigationPlan): readonly CivilDay[] {
  const day = due.kind === 'day' ? due.on : due.happenedOn
  return day === null ? [] : [day]
}
