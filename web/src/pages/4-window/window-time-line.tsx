import type { ChangeView } from '@holdpoint/api'
import { type Step, statusOf } from '@holdpoint/core'
import { useTimeZone } from '../../client/session.tsx'
import { Moment } from '../../ui/moment.tsx'
import { useNow } from '../../ui/now.ts'
import { Panel } from '../../ui/page.tsx'
import { clockTime, durationWords } from '../../ui/time.ts'
import { placeOf, reserveSpans, type Span, workSpans } from './time-line-spans.ts'

/** The window as a line: what is gone, what is still to do, and what is kept for the way back. */
export function WindowTimeLine({ view }: { readonly view: ChangeView }) {
  const window = view.change.plan?.window
  if (window === undefined) return null
  return (
    <Panel title="Maintenance window">
      <ul className="window-times">
        <li>
          Opens <Moment at={window.opensAt} />
        </li>
        <li>
          Closes <Moment at={window.closesAt} />
        </li>
      </ul>
      <TimeLine view={view} window={window} />
    </Panel>
  )
}

type TimeLineProps = {
  readonly view: ChangeView
  readonly window: { readonly opensAt: string; readonly closesAt: string }
}

const LINE = { work: 34, reserve: 62, bottom: 84 }

function TimeLine({ view, window }: TimeLineProps) {
  const now = useNow()
  const timeZone = useTimeZone()
  const bounds = { opensAt: Date.parse(window.opensAt), closesAt: Date.parse(window.closesAt) }
  const { turnBack } = view
  const nowAt = placeOf(now, bounds.opensAt, bounds.closesAt)
  const work = workSpans(stepsToDo(view), now, bounds)
  const reserve = turnBack === null ? [] : reserveSpans(turnBack, bounds)
  const back = reserve[0]?.from ?? null
  const late = back !== null && nowAt > back
  const words = wordsOf(view, now)
  return (
    <figure className="time-line">
      <svg width="100%" height="128" role="img" aria-label={words}>
        <rect className="whole" x="0" y="30" width="100%" height={LINE.bottom - 30} />
        <rect className="gone" x="0" y="30" width={`${nowAt}%`} height={LINE.bottom - 30} />
        <Spans spans={work} y={LINE.work} className="work" />
        <Spans spans={reserve} y={LINE.reserve} className="reserve" />
        <Mark at={nowAt} words={nowInWords(now, bounds, timeZone)} className="now" y={20} />
        {turnBack === null || back === null ? null : (
          <Mark
            at={back}
            words={`${late ? '■' : '▲'} Turn back ${clockTime(turnBack.latestStartAt, timeZone)}`}
            className={late ? 'back late' : 'back'}
            y={106}
          />
        )}
        <text className="end" x="0" y="124">
          {clockTime(window.opensAt, timeZone)}
        </text>
        <text className="end" x="100%" y="124" textAnchor="end">
          {clockTime(window.closesAt, timeZone)}
        </text>
      </svg>
      <figcaption>
        <span className="key gone">gone</span>
        {work.length === 0 ? null : <span className="key work">still to do, at its longest</span>}
        {reserve.length === 0 ? null : (
          <span className="key reserve">kept for the way back: {kept(reserve)}</span>
        )}
      </figcaption>
    </figure>
  )
}

const goesOn = new Set(['scheduled', 'in-window', 'held', 'rolling-back'])

/** After a veto or at the end nothing is to do, whatever was left undone. */
function stepsToDo({ change: { plan, run, state } }: ChangeView): readonly Step[] {
  if (plan === null || !goesOn.has(state)) return []
  const steps = run.rollbackReleasedAt === null ? plan.steps : plan.rollback
  return steps.filter((step) => statusOf(run, step.id) !== 'done')
}

function kept(reserve: readonly Span[]): string {
  return reserve.map(({ what }) => what.toLowerCase()).join(', ')
}

type SpansProps = {
  readonly spans: readonly Span[]
  readonly y: number
  readonly className: string
}

function Spans({ spans, y, className }: SpansProps) {
  return spans.map(({ what, from, to }) => (
    <rect
      key={what}
      className={className}
      x={`${from}%`}
      y={y}
      width={`${to - from}%`}
      height="18"
    />
  ))
}

type MarkProps = {
  readonly at: number
  readonly words: string
  readonly className: string
  readonly y: number
}

/** A moment on the line; its words stay inside the picture at both ends. */
function Mark({ at, words, className, y }: MarkProps) {
  const anchor = at < 25 ? 'start' : at > 75 ? 'end' : 'middle'
  return (
    <g className={`mark ${className}`}>
      <line x1={`${at}%`} x2={`${at}%`} y1="24" y2={LINE.bottom + 6} />
      <text x={`${at}%`} y={y} textAnchor={anchor}>
        {words}
      </text>
    </g>
  )
}

type Bounds = { readonly opensAt: number; readonly closesAt: number }

function nowInWords(now: number, { opensAt, closesAt }: Bounds, timeZone: string): string {
  if (now < opensAt) return `◂ Now: opens in ${durationWords(opensAt - now)}`
  if (now > closesAt) return `Now: closed ${durationWords(now - closesAt)} ago ▸`
  return `▾ Now ${clockTime(new Date(now).toISOString(), timeZone)}`
}

/** The same for ears: to the minute, so that it is not read out anew every second. */
function wordsOf({ change, turnBack }: ChangeView, now: number): string {
  const window = change.plan?.window
  if (window === undefined) return ''
  const left = (at: string) => {
    const ms = Date.parse(at) - now
    return ms < 0 ? 'is over' : `is in ${durationWords(Math.ceil(ms / 60_000) * 60_000)}`
  }
  const back =
    turnBack === null ? '' : `; the turn-back time of the next step ${left(turnBack.latestStartAt)}`
  return `The window on a line: its close ${left(window.closesAt)}${back}`
}
