import type { SignalView } from '@holdpoint/api'
import { useNow } from '../../ui/now.ts'
import { durationWords } from '../../ui/time.ts'
import { freshnessOf, valueInWords } from './tank-reading.ts'

type LabelProps = {
  readonly x: number
  readonly y: number
  readonly name: string
  readonly middle?: boolean
}

export function Label({ x, y, name, middle = false }: LabelProps) {
  return (
    <text className="name" x={x} y={y} textAnchor={middle ? 'middle' : 'start'}>
      {name}
    </text>
  )
}

type ReadingProps = {
  readonly signal: SignalView | null
  readonly x: number
  readonly y: number
  readonly middle?: boolean
  readonly big?: boolean
  /** What off and on mean here: a valve is shut or open. */
  readonly states?: readonly [off: string, on: string]
}

/** A value in the picture: it fades with its age written after it, and is never shown as new. */
export function Reading({ signal, x, y, middle = false, big = false, states }: ReadingProps) {
  const now = useNow()
  if (signal === null) return null
  const freshness = freshnessOf(signal, now)
  const look = freshness !== 'failed' && signal.abnormal ? 'abnormal' : freshness
  const age = freshness === 'stale' ? ageOf(signal, now) : ''
  return (
    <text
      className={`reading ${look} ${big ? 'big' : ''}`}
      x={x}
      y={y}
      textAnchor={middle ? 'middle' : 'start'}
    >
      {look === 'abnormal' ? '■ ' : ''}
      {signal.value === null || states === undefined
        ? valueInWords(signal)
        : states[signal.value === 0 ? 0 : 1]}
      {age}
    </text>
  )
}

function ageOf({ readAt }: SignalView, now: number): string {
  return readAt === null ? '' : `, ${durationWords(now - Date.parse(readAt))} old`
}

type AlarmProps = {
  readonly signal: SignalView | null
  readonly x: number
  readonly y: number
  readonly name: string
}

/** The alarm is a square that fills: shape and word, not colour alone. */
export function Alarm({ signal, x, y, name }: AlarmProps) {
  if (signal === null) return null
  const stands = signal.value !== null && signal.value !== 0
  const look = signal.value === null ? 'failed' : stands ? 'abnormal' : 'fresh'
  const word = signal.value === null ? '***' : stands ? 'ALARM' : 'quiet'
  return (
    <g className={`alarm ${stands ? 'stands' : ''} ${look === 'failed' ? 'unknown' : ''}`}>
      <rect x={x} y={y - 13} width="14" height="14" />
      <text className="name" x={x + 21} y={y}>
        {name} <tspan className={`reading ${look}`}>{word}</tspan>
      </text>
    </g>
  )
}
