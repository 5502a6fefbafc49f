import type { ChangeState, Urgency } from '@holdpoint/core'
import { stateWords } from '@holdpoint/core'

/** Four meanings and no more: red, amber, magenta, and grey for everything that is in order. */
export type Meaning = 'failed' | 'late' | 'held' | 'normal'

const shapes: Record<Meaning, string> = { failed: '■', late: '▲', held: '◆', normal: '○' }

/** Word, shape and colour: it reads the same in black and white. */
export function Status({ meaning, word }: { readonly meaning: Meaning; readonly word: string }) {
  return (
    <span className={`status ${meaning}`}>
      <span className="shape" aria-hidden="true">
        {shapes[meaning]}
      </span>
      {word}
    </span>
  )
}

const stateMeanings: Record<ChangeState, Meaning> = {
  drafted: 'normal',
  'before-board': 'held',
  deferred: 'late',
  'no-go': 'failed',
  scheduled: 'normal',
  'in-window': 'normal',
  held: 'held',
  validating: 'normal',
  vetoed: 'failed',
  'rolling-back': 'failed',
  'rolled-back': 'late',
  closed: 'normal',
}

export function ChangeStatus({ state }: { readonly state: string }) {
  const known = Object.hasOwn(stateMeanings, state) ? (state as ChangeState) : null
  if (known === null) return <Status meaning="normal" word={state} />
  return <Status meaning={stateMeanings[known]} word={stateWords[known]} />
}

const verdicts = {
  affected: { meaning: 'failed', word: 'Affected' },
  review: { meaning: 'held', word: 'For review' },
  'not-affected': { meaning: 'normal', word: 'Not affected' },
} as const

export function VerdictStatus({ verdict }: { readonly verdict: keyof typeof verdicts }) {
  return <Status {...verdicts[verdict]} />
}

const urgencies: Record<Urgency, { readonly meaning: Meaning; readonly word: string }> = {
  defer: { meaning: 'normal', word: 'Defer' },
  scheduled: { meaning: 'normal', word: 'Scheduled' },
  'out-of-cycle': { meaning: 'late', word: 'Out of cycle' },
  immediate: { meaning: 'failed', word: 'Immediate' },
}

export function UrgencyStatus({ urgency }: { readonly urgency: Urgency }) {
  return <Status {...urgencies[urgency]} />
}
