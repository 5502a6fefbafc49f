import type { CaseView } from '@holdpoint/api'
import type { OtherOutcome } from '@holdpoint/core'
import { Fold } from '../../../ui/fold.tsx'

/** The nearest change of each fact; where none alone does, the fewest that do together. */
export function WouldChangeIt({ view }: { readonly view: CaseView }) {
  const { calmer, moreUrgent, calmerTogether, moreUrgentTogether } = view.wouldChange
  return (
    <Fold label="What would change this decision" level={2} open>
      <div className="two-ways">
        <Way title="Calmer" alone={calmer} together={calmerTogether} />
        <Way title="More urgent" alone={moreUrgent} together={moreUrgentTogether} />
      </div>
    </Fold>
  )
}

type WayProps = {
  readonly title: string
  readonly alone: readonly OtherOutcome[]
  readonly together: OtherOutcome | null
}

function Way({ title, alone, together }: WayProps) {
  return (
    <div>
      <h3>{title}</h3>
      {alone.length > 0 ? (
        <ul className="lines">
          {alone.map(({ words }) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      ) : together === null ? (
        <p>No answer makes it so: it is at the end of what the tables say.</p>
      ) : (
        <p>No single fact does. Together: {together.words}</p>
      )}
    </div>
  )
}
