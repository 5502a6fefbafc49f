import type { ChangeView } from '@holdpoint/api'
import { Moment } from '../../ui/moment.tsx'
import { useNow } from '../../ui/now.ts'
import { Status } from '../../ui/status.tsx'
import { durationWords } from '../../ui/time.ts'

/** The last moment at which this step may start, how it is made up, and how much of it is left. */
export function TurnBackNote({
  view,
  stepId,
}: {
  readonly view: ChangeView
  readonly stepId: string
}) {
  const now = useNow()
  const { turnBack } = view
  if (turnBack === null || turnBack.stepId !== stepId) return null
  const left = Date.parse(turnBack.latestStartAt) - now
  return (
    <div className="turn-back">
      <p>
        Turn-back time: <Moment at={turnBack.latestStartAt} />{' '}
        {left <= 0 ? (
          <Status meaning="failed" word={`Passed ${durationWords(-left)} ago`} />
        ) : (
          <Status
            meaning={left < 15 * 60_000 ? 'late' : 'normal'}
            word={`${durationWords(left)} left to start`}
          />
        )}
      </p>
      <p className="hint">
        Window close, less {turnBack.stepMinutes} min for the step, {turnBack.rollbackMinutes} min
        rollback, {turnBack.retestMinutes} min retest and {turnBack.returnToServiceMinutes} min
        return to service.
      </p>
    </div>
  )
}
