import type { SignalView } from '@holdpoint/api'
import { useNow } from '../../ui/now.ts'
import { freshnessOf, type Tank, valueInWords } from './tank-reading.ts'

const TOP = 40
const BOTTOM = 200

/** Tank T-101 with inlet valve, pump and alarm. Everything in it is also in the table beside it. */
export function TankPicture({ tank }: { readonly tank: Tank }) {
  const level = tank.level?.value ?? null
  const surface = level === null ? BOTTOM : BOTTOM - ((BOTTOM - TOP) * level) / 100
  return (
    <svg className="tank" viewBox="0 0 420 262" role="img" aria-label={pictureInWords(tank)}>
      <g className="pipes">
        <path d="M10 60H150M270 190H330V216M330 216H410M340 216V120" />
      </g>
      <rect className="vessel" x="150" y={TOP} width="120" height={BOTTOM - TOP} />
      <rect className="water" x="152" y={surface} width="116" height={BOTTOM - surface - 2} />
      {level === null ? null : <path className="surface" d={`M152 ${surface}H268`} />}
      <path className="device" d="M58 48L88 72V48L58 72Z" />
      <path className="device" d="M328 128L352 104H328L352 128Z" />
      <circle className="device" cx="330" cy="216" r="18" />
      <path className="device" d="M322 206L344 216L322 226Z" />
      <text className="name" x="210" y="226" textAnchor="middle">
        T-101
      </text>
      <Reading signal={tank.level} x={210} y={130} anchor="middle" big />
      <Label x={20} y={32} name="FV-101" />
      <Reading signal={tank.valve} x={20} y={96} />
      <Label x={300} y={254} name="P-101" />
      <Reading signal={tank.pump} x={352} y={254} />
      <Label x={300} y={90} name="PV-101" />
      <Reading signal={tank.relief} x={362} y={90} />
      <Label x={356} y={160} name="Header" />
      <Reading signal={tank.pressure} x={356} y={178} />
      <Alarm signal={tank.alarm} />
    </svg>
  )
}

function Label({ x, y, name }: { readonly x: number; readonly y: number; readonly name: string }) {
  return (
    <text className="name" x={x} y={y}>
      {name}
    </text>
  )
}

type ReadingProps = {
  readonly signal: SignalView | null
  readonly x: number
  readonly y: number
  readonly anchor?: 'start' | 'middle'
  readonly big?: boolean
}

function Reading({ signal, x, y, anchor = 'start', big = false }: ReadingProps) {
  const now = useNow()
  if (signal === null) return null
  const look = signal.abnormal ? 'abnormal' : freshnessOf(signal, now)
  return (
    <text className={`reading ${look} ${big ? 'big' : ''}`} x={x} y={y} textAnchor={anchor}>
      {valueInWords(signal)}
    </text>
  )
}

/** The alarm is a square that fills: shape and word, not colour alone. */
function Alarm({ signal }: { readonly signal: SignalView | null }) {
  if (signal === null) return null
  const stands = signal.value !== null && signal.value !== 0
  const look = signal.value === null ? 'failed' : stands ? 'abnormal' : 'fresh'
  return (
    <g className={`alarm ${stands ? 'stands' : ''}`}>
      <rect x="150" y="10" width="14" height="14" />
      <text className="name" x="170" y="22">
        LAH-101
      </text>
      <text className={`reading ${look}`} x="226" y="22">
        {signal.value === null ? '***' : stands ? 'alarm' : 'quiet'}
      </text>
    </g>
  )
}

function pictureInWords(tank: Tank): string {
  const parts = Object.values(tank)
    .filter((signal): signal is SignalView => signal !== null)
    .map((signal) => `${signal.words} ${valueInWords(signal)}`)
  return `The tank: ${parts.join(', ')}`
}
