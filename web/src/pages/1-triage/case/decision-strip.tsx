import type { CaseView } from '@holdpoint/api'
import type { OpenItem, UrgencyDecision } from '@holdpoint/core'
import { roleWords, whenToAct } from '@holdpoint/core'
import { UrgencyStatus } from '../../../ui/status.tsx'
import { capitalised, counted } from '../../../ui/words.ts'
import { WouldChangeIt } from './would-change-it.tsx'

/** What a person reads first: how urgent, by when, why, and what is still open. */
export function DecisionStrip({ view }: { readonly view: CaseView }) {
  const { decision } = view.case
  const shown = decision?.urgency ?? view.today
  return (
    <section className="decision-strip" aria-label="How urgent">
      <dl>
        <div>
          <dt>{decision === null ? 'Urgency as it stands' : 'Urgency, decided'}</dt>
          <dd className="strip-word">
            <UrgencyStatus urgency={shown.urgency} />
          </dd>
        </div>
        <div>
          <dt>By when</dt>
          <dd>{byWhen(view, shown)}</dd>
        </div>
        <div>
          <dt>Why</dt>
          <dd>{why(shown)}</dd>
        </div>
        <div>
          <dt>Still open</dt>
          <dd>
            <StillOpen view={view} />
          </dd>
        </div>
      </dl>
      <Notes view={view} />
      <Opinions decision={shown} />
      <WouldChangeIt view={view} />
    </section>
  )
}

function byWhen({ dueBy }: CaseView, shown: UrgencyDecision): string {
  if (dueBy === null) return whenToAct[shown.urgency]
  return `${dueBy.on}: ${counted(dueBy.days, 'day')} from the opening of the case, by ${dueBy.title}`
}

/** The row that decided, in words, of the table that acts; decisions of old have only reasons. */
function why(shown: UrgencyDecision): string {
  const acting = shown.opinions?.find((one) => one.urgency === shown.urgency)
  if (acting === undefined) return spoken(shown.reasons.at(-1) ?? '')
  const assumed = acting.assumed.length
  const guesses =
    assumed === 0
      ? ''
      : ` ${counted(assumed, 'answer is', 'answers are')} not known and read as the table prescribes.`
  return `${spoken(acting.because)}.${guesses}`
}

function StillOpen({ view }: { readonly view: CaseView }) {
  const { openItems } = view
  if (view.case.state === 'closed') return 'The case is closed'
  if (openItems.length === 0) {
    return view.case.decision === null ? 'Nothing; it can be decided' : 'Nothing'
  }
  return (
    <ul className="lines">
      {byOwner(openItems).map(([owner, count]) => (
        <li key={owner}>
          {counted(count, 'answer')} of the {roleWords[owner]}
        </li>
      ))}
    </ul>
  )
}

function byOwner(items: readonly OpenItem[]): readonly (readonly [OpenItem['owner'], number])[] {
  const counts = new Map<OpenItem['owner'], number>()
  for (const { owner } of items) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  return [...counts]
}

/** What a person must not miss: reopened, or today's answers and tables say otherwise. */
function Notes({ view }: { readonly view: CaseView }) {
  const { decision, reopenedBecause, state } = view.case
  const { today, readAgain } = view
  const notes: string[] = []
  if (typeof reopenedBecause === 'string') notes.push(`Open again: ${reopenedBecause}`)
  if (decision !== null && state !== 'closed' && today.urgency !== decision.urgency.urgency) {
    const decided = spoken(decision.urgency.urgency)
    const now = `With the answers and tables of today it would be ${spoken(today.urgency)}`
    notes.push(`${now}; decided was ${decided}, which stands until somebody decides again`)
  }
  if (readAgain !== null && readAgain.underItsOwn !== readAgain.recorded) {
    notes.push(...readAgain.words.slice(0, 1))
  }
  return notes.map((note) => (
    <p key={note} className="stale-note">
      {note}.
    </p>
  ))
}

function spoken(word: string): string {
  return word.replaceAll('-', ' ')
}

/** What each table says by itself; one that stands alone has nothing beside it to be shown. */
function Opinions({ decision }: { readonly decision: UrgencyDecision }) {
  const { opinions = [], humanImpact, acting } = decision
  const { byTable, byText } = humanImpact
  return (
    <ul className="opinions">
      {opinions.map(({ title, urgency, outcome, table }) => (
        <li key={table.sha256}>
          <UrgencyStatus urgency={urgency} />{' '}
          <span>
            {title}
            {outcome === urgency ? '' : `: ${spoken(outcome)}`}{' '}
            <span className="relative">
              ({table.id} {table.version}, {table.sha256.slice(0, 8)}…)
            </span>
          </span>
        </li>
      ))}
      <li>
        <span>
          {capitalised(`human impact ${spoken(byTable)} by the published table, `)}
          {`${spoken(byText)} by the published text`}
          {byTable === byText ? '' : `; the higher acts: ${spoken(acting)}`}
        </span>
      </li>
    </ul>
  )
}
