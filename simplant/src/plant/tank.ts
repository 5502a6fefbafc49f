import type { FieldInputs } from '../controller/program.ts'

/** What holds the tank's water where it is; all in engineering units. */
export type TankState = {
  readonly levelPercent: number
  readonly headerPressurePsi: number
  readonly inletValvePercent: number
  readonly pumpRuns: boolean
  readonly reliefOpen: boolean
}

/** What acts on the tank: the outputs of its controllers, and the demand of the works behind it. */
export type TankDrive = {
  readonly inletValve: number
  readonly pump: boolean
  readonly reliefValve: boolean
  readonly inletTrip: boolean
  readonly demandPercent: number
}

const TANK_M3 = 60
const INLET_M3H = 120
const PUMP_M3H = 60
const GRAVITY_M3H = 12
const VALVE_PERCENT_PER_SECOND = 20
const PRESSURE_SECONDS = 2
const DEAD_HEAD_PSI = 62
const DEMAND_DROP_PSI = 18
const RELIEF_DROP_PSI = 8
const STATIC_PSI = 4

export const tankAtStart: TankState = {
  levelPercent: 65,
  headerPressurePsi: STATIC_PSI,
  inletValvePercent: 0,
  pumpRuns: false,
  reliefOpen: false,
}

/** One step of the tank: water in by the inlet valve, out by gravity and by pump P-101. */
export function stepTank(state: TankState, drive: TankDrive, seconds: number): TankState {
  const target = drive.inletTrip ? 0 : drive.inletValve
  const stroke = VALVE_PERCENT_PER_SECOND * seconds
  const inletValvePercent =
    state.inletValvePercent + clamp(target - state.inletValvePercent, -stroke, stroke)
  const pumpRuns = drive.pump && state.levelPercent > 1
  const gravity = GRAVITY_M3H * Math.sqrt(Math.max(0, state.levelPercent) / 100)
  const flow = (INLET_M3H * inletValvePercent) / 100 - gravity - pumpFlow(pumpRuns, drive)
  const levelPercent = clamp(state.levelPercent + ((flow * seconds) / 3600 / TANK_M3) * 100, 0, 100)
  const settling = 1 - Math.exp(-seconds / PRESSURE_SECONDS)
  const headerPressurePsi =
    state.headerPressurePsi + (pressureTarget(pumpRuns, drive) - state.headerPressurePsi) * settling
  return {
    levelPercent,
    headerPressurePsi,
    inletValvePercent,
    pumpRuns,
    reliefOpen: drive.reliefValve,
  }
}

/** What the transmitters would send for this state. */
export function transmitted(state: TankState, demandPercent: number): FieldInputs {
  return {
    levelPercent: state.levelPercent,
    headerPressurePsi: state.headerPressurePsi,
    inletValvePercent: state.inletValvePercent,
    dischargeFlowM3h: pumpFlow(state.pumpRuns, { demandPercent }),
    pumpRuns: state.pumpRuns,
  }
}

function pumpFlow(runs: boolean, drive: Pick<TankDrive, 'demandPercent'>): number {
  return runs ? PUMP_M3H * (0.2 + (0.8 * drive.demandPercent) / 100) : 0
}

/** At full demand 44 psi; with the demand shut 62 psi, and 54 with the relief valve open. */
function pressureTarget(runs: boolean, drive: TankDrive): number {
  if (!runs) return STATIC_PSI
  const drop = (DEMAND_DROP_PSI * drive.demandPercent) / 100
  return DEAD_HEAD_PSI - drop - (drive.reliefValve ? RELIEF_DROP_PSI : 0)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
