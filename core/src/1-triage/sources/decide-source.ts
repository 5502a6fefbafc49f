import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type CivilDay, isCivilDay } from '../clocks/civil-day.ts'
import type {
  InformationSource,
  SourceCommand,
  SourceEvent,
  SourceRegister,
  SourceWish,
} from './information-source.ts'
import { reviewDueOn } from './source-standing.ts'

export type SourceFacts = Facts & {
  readonly today: CivilDay
  /** Who may own a source: people of the site who are in action. */
  readonly peopleIds: readonly string[]
}

type Decided = Result<readonly SourceEvent[], readonly Refusal[]>

const keepers = ['ot-cybersecurity-lead'] as const
const bringers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
const DAYS_MAX = 366

export function decideSource(
  state: SourceRegister | null,
  command: SourceCommand,
  facts: SourceFacts,
): Decided {
  const sources = state?.sources ?? []
  const known = sources.find((one) => one.id === command.id)
  if (command.kind === 'register-source') return register(known, command, facts)
  if (known === undefined) {
    const what = `No source ${command.id} is registered`
    return refuse([refusalOf('no-such-source', what, 'Give the short name of a source')])
  }
  if (known.ended !== null) {
    const what = `${known.name} is ended: ${known.ended.reason}`
    return refuse([refusalOf('source-ended', what, 'Register it anew')])
  }
  switch (command.kind) {
    case 'change-source': {
      const { kind: _, ...wish } = command
      const refusals = [...keeperRefusals(facts), ...wishRefusals(wish, facts)]
      return refusals.length > 0
        ? refuse(refusals)
        : accept([{ kind: 'source-changed', body: wish }])
    }
    case 'review-source':
      return review(known, command, facts)
    case 'end-source': {
      const refusals = keeperRefusals(facts)
      if (refusals.length > 0) return refuse(refusals)
      const { id, reason } = command
      return accept([{ kind: 'source-ended', body: { id, reason, ...by(facts) } }])
    }
    case 'note-delivery': {
      if (!holds(facts.actor, bringers)) {
        return refuse([notYourRole(bringers, 'Bringing from a source')])
      }
      const { kind: _, ...delivery } = command
      return accept([{ kind: 'source-delivered', body: { ...delivery, ...by(facts) } }])
    }
    default:
      return unreachable(command)
  }
}

function by({ actor, now }: SourceFacts) {
  return { personId: actor.personId, at: now }
}

function keeperRefusals({ actor }: SourceFacts): readonly Refusal[] {
  return holds(actor, keepers) ? [] : [notYourRole(keepers, 'Keeping the register of sources')]
}

function register(
  known: InformationSource | undefined,
  command: Extract<SourceCommand, { kind: 'register-source' }>,
  facts: SourceFacts,
): Decided {
  const { kind: _, of, ...given } = command
  const refusals = [...keeperRefusals(facts), ...wishRefusals(given, facts)]
  if (!isCivilDay(given.since) || given.since > facts.today) {
    refusals.push(malformed('since', `${given.since} is no day up to today`, 'Give such a day'))
  }
  if (known !== undefined) {
    const what = `A source ${given.id} is registered already`
    refusals.push(refusalOf('source-known', what, 'Use another short name'))
  }
  if (refusals.length > 0) return refuse(refusals)
  return accept([{ kind: 'source-registered', body: { ...given, kind: of } }])
}

function wishRefusals(wish: SourceWish, { peopleIds }: SourceFacts): Refusal[] {
  const { address, ownerId, reviewEveryDays } = wish
  const refusals: Refusal[] = []
  if (!peopleIds.includes(ownerId)) {
    refusals.push(malformed('ownerId', `${ownerId} is nobody of this site`, 'Name a person'))
  }
  if (!Number.isInteger(reviewEveryDays) || reviewEveryDays < 1 || reviewEveryDays > DAYS_MAX) {
    const what = `${reviewEveryDays} is no number of days from 1 to ${DAYS_MAX}`
    refusals.push(malformed('reviewEveryDays', what, 'Give such a number'))
  }
  if (address !== null && !/^(https:\/\/)?[\w.-]+(:\d+)?(\/\S*)?$/.test(address)) {
    const what = `${address} is neither a domain nor an https address`
    refusals.push(malformed('address', what, 'Give one, or leave it empty'))
  }
  return refusals
}

function malformed(field: string, what: string, clearedBy: string): Refusal {
  return refusalOf('malformed-request', `${field}: ${what}`, clearedBy)
}

function review(
  source: InformationSource,
  { id, on, note }: Extract<SourceCommand, { kind: 'review-source' }>,
  facts: SourceFacts,
): Decided {
  const isOwner = facts.actor.personId === source.ownerId
  if (!isOwner && !holds(facts.actor, keepers)) {
    const what = `Reviewing ${source.name} belongs to its owner or the cybersecurity lead`
    return refuse([refusalOf('not-your-role', what, 'Ask the owner', keepers[0])])
  }
  const last = source.reviews.at(-1)?.on ?? source.since
  if (!isCivilDay(on) || on > facts.today || on < last) {
    const what = `${on} is no day from ${last} to today`
    return refuse([malformed('on', what, 'Give the day on which it was reviewed')])
  }
  const isLate = on > reviewDueOn(source)
  return accept([{ kind: 'source-reviewed', body: { id, on, note, ...by(facts), isLate } }])
}
