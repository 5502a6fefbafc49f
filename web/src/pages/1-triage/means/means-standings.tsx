import type { MeansJudgement, MeansStanding } from '@holdpoint/core'
import { Lines } from '../../../ui/facts.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { inWords } from '../../../ui/words.ts'

const standings: Record<
  MeansStanding['standing'],
  { readonly meaning: Meaning; readonly word: string }
> = {
  possible: { meaning: 'normal', word: 'Possible' },
  'not-possible': { meaning: 'failed', word: 'Not possible' },
  unknown: { meaning: 'held', word: 'Not known' },
}

/** What can be done here, each with its reasons; and what the rules propose. */
export function MeansStandings({ judged }: { readonly judged: MeansJudgement }) {
  return (
    <>
      <p className="means-proposal">
        <strong>{proposalInWords(judged)}</strong> {judged.proposal.because.join('; ')}.
      </p>
      <ul className="means-list">
        {judged.standings.map(({ means, standing, because, asks }) => (
          <li key={means}>
            <p className="means-head">
              <span className="means-name">{inWords(means)}</span>
              <Status {...standings[standing]} />
            </p>
            <div>
              <Lines lines={because} />
              {asks.length === 0 ? null : (
                <>
                  <p className="means-asks">It takes:</p>
                  <Lines lines={asks} />
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function proposalInWords({ proposal: { final, interim } }: MeansJudgement): string {
  const until = interim === null ? '' : `${inWords(interim)} until then`
  if (final === null) {
    return until === '' ? 'No means is proposed.' : `Proposed: ${inWords(interim ?? '')} at once.`
  }
  return `Proposed: ${inWords(final)}${until === '' ? '' : `, ${until.toLowerCase()}`}.`
}
