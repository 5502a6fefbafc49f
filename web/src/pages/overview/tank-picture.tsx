import type { SignalView } from '@holdpoint/api'
import { useNow } from '../../ui/now.ts'
import { relativeTime } from '../../ui/time.ts'
import { Alarm, Label, Reading } from './tank-labels.tsx'
import { disobeys, oldestReadAt, type Tank, valueInWords } from './tank-reading.ts'

const TOP = 46
const BOTTOM = 226
const LEFT = 176
const RIGHT = 306

/** Tank T-101 with inlet valve, pump and alarm. Everything in it is also in the table beside it. */
export function TankPicture({ tank }: { readonly tank: Tank }) {
  return (
    <figure className="tank-figure">
      <svg className="tank" viewBox="0 0 490 298" role="img" aria-label={pictureInWords(tank)}>
        <path className="pipe" d={`M4 76H${LEFT}M${RIGHT} 206H466M426 206V112`} />
        <Vessel tank={tank} />
        <Inlet tank={tank} />
        <Outlet tank={tank} />
        <Alarm signal={tank.alarm} x={LEFT} y={26} name="LAH-101" />
      </svg>
      <OldestReading tank={tank} />
    </figure>
  )
}

function heightOf(percent: number): number {
  return BOTTOM - ((BOTTOM - TOP) * Math.min(100, Math.max(0, percent))) / 100
}

/** The level between what the controller keeps and where its alarm comes. */
function Vessel({ tank }: { readonly tank: Tank }) {
  const level = tank.level?.value ?? null
  const surface = level === null ? null : heightOf(level)
  const middle = (LEFT + RIGHT) / 2
  return (
    <g>
      <rect className="vessel" x={LEFT} y={TOP} width={RIGHT - LEFT} height={BOTTOM - TOP} />
      {surface === null ? (
        <path className="no-level" d={noLevel()} />
      ) : (
        <>
          <rect
            className="water"
            x={LEFT + 2}
            y={surface}
            width={RIGHT - LEFT - 4}
            height={Math.max(0, BOTTOM - surface - 2)}
          />
          <path className="surface" d={`M${LEFT + 2} ${surface}H${RIGHT - 2}`} />
        </>
      )}
      <Limit signal={tank.alarmAt} name="LAH" dashed />
      <Limit signal={tank.keeps} name="SP" />
      <Label x={middle} y={250} name="T-101" middle />
      <Reading signal={tank.level} x={middle} y={206} middle big />
    </g>
  )
}

/** Hatched: nobody knows how full it is, and no level is drawn. */
function noLevel(): string {
  const lines: string[] = []
  for (let y = TOP + 20; y < BOTTOM - 48; y += 20)
    lines.push(`M${LEFT + 4} ${y}L${RIGHT - 4} ${y - 16}`)
  return lines.join('')
}

type LimitProps = {
  readonly signal: SignalView | null
  readonly name: string
  readonly dashed?: boolean
}

function Limit({ signal, name, dashed = false }: LimitProps) {
  if (signal === null || signal.value === null) return null
  const y = heightOf(signal.value)
  return (
    <g className="limit">
      <path d={`M${LEFT} ${y}H${RIGHT}`} strokeDasharray={dashed ? '6 5' : undefined} />
      <text className="name" x={LEFT + 8} y={y - 5}>
        {name} {signal.value.toFixed(0)} %
      </text>
    </g>
  )
}

/** Open or running is filled, shut or still is hollow; unknown is neither. */
function deviceLook(signal: SignalView | null): string {
  if (signal === null || signal.value === null) return 'device unknown'
  return signal.value > 0.5 ? 'device runs' : 'device'
}

function Inlet({ tank }: { readonly tank: Tank }) {
  return (
    <g>
      <path className={deviceLook(tank.valve)} d="M40 63L72 89V63L40 89Z" />
      <Label x={8} y={50} name="FV-101" />
      <Reading signal={tank.valve} x={66} y={50} />
      <Alarm signal={tank.trip} x={8} y={26} name="SIS trip" />
    </g>
  )
}

function Outlet({ tank }: { readonly tank: Tank }) {
  return (
    <g>
      <circle className="device" cx="360" cy="206" r="21" />
      <path className={deviceLook(tank.pump)} d="M350 193L379 206L350 219Z" />
      <Label x={322} y={250} name="P-101" />
      <Reading signal={tank.pump} x={368} y={250} />
      <Reading signal={tank.flow} x={322} y={272} />
      {disobeys(tank) ? (
        <text className="reading abnormal" x={322} y={290}>
          ■ told to run, does not
        </text>
      ) : null}
      <path className={deviceLook(tank.relief)} d="M413 112L439 86H413L439 112Z" />
      <Label x={322} y={76} name="PV-101" />
      <Reading signal={tank.relief} x={322} y={96} states={['shut', 'open']} />
      <Label x={322} y={146} name="Header" />
      <Reading signal={tank.pressure} x={322} y={166} />
    </g>
  )
}

/** One age for the whole picture is that of its oldest part. */
function OldestReading({ tank }: { readonly tank: Tank }) {
  const now = useNow()
  const at = oldestReadAt(tank)
  return (
    <figcaption className="hint">
      {at === null ? 'Some of it was never read' : `Oldest reading ${relativeTime(at, now)}`}; only
      read, never written. Hatched or *** is not known.
    </figcaption>
  )
}

function pictureInWords(tank: Tank): string {
  const parts = Object.values(tank)
    .filter((signal): signal is SignalView => signal !== null)
    .map((signal) => `${signal.words} ${valueInWords(signal)}`)
  const disobeying = disobeys(tank) ? '; the pump is told to run and does not' : ''
  return `The tank: ${parts.join(', ')}${disobeying}`
}
