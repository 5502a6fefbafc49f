import { addDays, type CivilDay, daysFrom } from '../clocks/civil-day.ts'
import type { InformationSource } from './information-source.ts'

/** CIP-007-6 R2.2 asks to look at least once every 35 calendar days; a site may look more often. */
export const SOURCE_REVIEW_DAYS = 35

const WARNING_DAYS = 7

/** Where the review of a source stands today. */
export type SourceStanding = {
  readonly standing: 'running' | 'due' | 'overdue' | 'ended'
  /** The last day that is in time; null once the source is ended. */
  readonly dueOn: CivilDay | null
  readonly daysLeft: number | null
}

export function reviewDueOn({ reviews, since, reviewEveryDays }: InformationSource): CivilDay {
  return addDays(reviews.at(-1)?.on ?? since, reviewEveryDays)
}

export function sourceStanding(source: InformationSource, today: CivilDay): SourceStanding {
  if (source.ended !== null) return { standing: 'ended', dueOn: null, daysLeft: null }
  const dueOn = reviewDueOn(source)
  const daysLeft = daysFrom(today, dueOn)
  if (daysLeft < 0) return { standing: 'overdue', dueOn, daysLeft }
  return { standing: daysLeft <= WARNING_DAYS ? 'due' : 'running', dueOn, daysLeft }
}
