import { type LimitNow, type LimitStanding, limitInWords, limitStanding } from '@holdpoint/core'
import { type Meaning, Status } from './status.tsx'

const standings: Record<LimitStanding, { readonly meaning: Meaning; readonly word: string }> = {
  kept: { meaning: 'normal', word: 'Kept' },
  broken: { meaning: 'failed', word: 'Broken' },
  'not-read': { meaning: 'held', word: 'Cannot be read' },
  'in-words': { meaning: 'normal', word: 'In words' },
}

/** How far the process may go, and whether its signals say that it does not go further. */
export function LimitLines({ limits }: { readonly limits: readonly LimitNow[] }) {
  if (limits.length === 0) return <p>No limit is entered.</p>
  return (
    <ul className="lines">
      {limits.map((one) => (
        <li key={one.limit.id}>
          {limitInWords(one.limit)}: <Status {...standings[limitStanding(one)]} />
          {one.reading === null ? '' : `, read ${one.reading.value} ${one.limit.measured?.unit}`}
        </li>
      ))}
    </ul>
  )
}
