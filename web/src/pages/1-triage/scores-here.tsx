import type { ScoreHere } from '@holdpoint/api'
import { Lines } from '../../ui/facts.tsx'

/** CVSS with the environmental metrics of this asset; where it came from stands beside it. */
export function ScoresHere({ scores }: { readonly scores: readonly ScoreHere[] }) {
  if (scores.length === 0) return <span className="unrecorded">No vector to compute it from</span>
  const reasons = [...new Set(scores.flatMap((score) => score.reasons))]
  return (
    <>
      <ul className="lines">
        {scores.map(({ vulnerability, published, here, severity, vector }) => (
          <li key={vulnerability}>
            {vulnerability}: {here.toFixed(1)} {severity.toLowerCase()}, published{' '}
            {published.toFixed(1)}
            <br />
            <code className="digest">{vector}</code>
          </li>
        ))}
      </ul>
      <Lines lines={reasons} />
    </>
  )
}
