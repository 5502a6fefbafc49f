import type { Refusal } from '@holdpoint/core'
import { useId } from 'react'
import { Reasons } from './reasons.tsx'

type ActButtonProps = {
  readonly label: string
  /** Said after the label but not shown, where a table says it already: which row it is. */
  readonly of?: string
  readonly kind?: 'primary' | 'plain' | 'hold' | 'warning'
  readonly refusals?: readonly Refusal[]
  readonly pending?: boolean
  /** Sends the form that it stands in; else `onPress` is called. */
  readonly onPress?: () => void
}

/** A blocked act stays where it is, can be reached by keyboard, and says why it is blocked. */
export function ActButton(props: ActButtonProps) {
  const { label, of, kind = 'plain', refusals = [], pending = false, onPress } = props
  const reasons = useId()
  const blocked = refusals.length > 0
  return (
    <div className="act">
      <button
        type={onPress === undefined ? 'submit' : 'button'}
        className={`button ${kind}`}
        aria-disabled={blocked || pending}
        aria-describedby={blocked ? reasons : undefined}
        onClick={(event) => {
          if (blocked || pending) event.preventDefault()
          else onPress?.()
        }}
      >
        {label}
        {of === undefined ? null : <span className="unseen"> {of}</span>}
      </button>
      {pending ? <span className="pending">Waiting for the ledger entry …</span> : null}
      <Reasons id={reasons} refusals={refusals} />
    </div>
  )
}
