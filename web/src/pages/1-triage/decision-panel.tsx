import type { CaseView } from '@holdpoint/api'
import type { CaseDecision } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { UrgencyStatus } from '../../ui/status.tsx'
import { inWords } from '../../ui/words.ts'
import { DecideMeansForm } from './means/decide-means-form.tsx'
import { MeansStandings } from './means/means-standings.tsx'

/** How soon, by the tables; by which means, by a person. */
export function DecisionPanel({ view }: { readonly view: CaseView }) {
  const { decision } = view.case
  return (
    <Panel
      title="Decision"
      aside={decision === null ? null : <UrgencyStatus urgency={decision.urgency.urgency} />}
    >
      {decision === null ? null : <Decided decision={decision} view={view} />}
      {view.case.state === 'closed' ? (
        <p>The case is closed: {view.case.closedBecause}</p>
      ) : (
        <>
          <MeansStandings judged={view.means} />
          <DecideMeansForm view={view} />
        </>
      )}
    </Panel>
  )
}

/** Decided otherwise than proposed is said so; the reason stands beside it. */
function meansInWords({ means, interim, judged }: CaseDecision): string {
  const until = interim === undefined ? '' : `; until that is done ${interim}`
  const proposed = judged?.proposal.final ?? null
  const other = proposed === null || proposed === means ? '' : `; proposed was ${proposed}`
  return `${inWords(means)}${until}${other}`
}

function Decided({ decision, view }: { readonly decision: CaseDecision; readonly view: CaseView }) {
  const { urgency } = decision
  return (
    <>
      <Facts
        facts={[
          ['Means', meansInWords(decision)],
          ['Reason', decision.meansReason],
          ['Decided', <Moment key="at" at={decision.at} />],
          ['Because', <Lines key="because" lines={urgency.reasons} />],
        ]}
      />
      <Fold label="The tables that made it, and those of today">
        <Lines lines={view.readAgain?.words ?? []} />
        <ul className="lines">
          {urgency.tables.map((table) => (
            <li key={table.id}>
              {table.id}, version {table.version}, SHA-256 <Digest hex={table.sha256} />
            </li>
          ))}
        </ul>
        <p>
          <Link to="/decision-tables">All decision tables</Link>
        </p>
      </Fold>
    </>
  )
}
