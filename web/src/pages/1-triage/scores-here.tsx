import type { ScoreHere } from '@holdpoint/api'
import { Lines } from '../../ui/facts.tsx'

/** CVSS with the environmental metrics of this asset, beside what was published. */
export function ScoresHere({ scores }: { readonly scores: readonly ScoreHere[] }) {
  if (scores.length === 0) return <span className="unrecorded">No vector to compute it from</span>
  return (
    <ul className="lines">
      {scores.map(({ vulnerability, published, publishedIn, isLinked, ...one }) => (
        <li key={vulnerability}>
          {vulnerability}: {one.here.toFixed(1)} {one.severity.toLowerCase()},{' '}
          {isLinked ? 'by the vector that the advisory links' : 'published'} {published.toFixed(1)}{' '}
          (CVSS {publishedIn})
          <br />
          <code className="digest">{one.vector}</code>
        </li>
      ))}
    </ul>
  )
}

/** What moved the scores, or why something did not; the same for all vulnerabilities said once. */
export function ScoreReasons({ scores }: { readonly scores: readonly ScoreHere[] }) {
  return <Lines lines={[...new Set(scores.flatMap((score) => score.reasons))]} />
}
