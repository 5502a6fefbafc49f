import type { LiveController } from '../site/site-model.ts'
import type { Retained } from './controller-state.ts'

export type Io = LiveController['io']

/** The four Modbus tables of one controller. */
export type ProcessImage = {
  readonly coils: boolean[]
  readonly discrete: boolean[]
  readonly holding: number[]
  readonly input: number[]
}

/** What the field wires bring in; all in engineering units. */
export type FieldInputs = {
  readonly levelPercent: number
  readonly headerPressurePsi: number
  readonly inletValvePercent: number
  readonly dischargeFlowM3h: number
  readonly pumpRuns: boolean
}

export type FieldOutputs = { readonly [output: string]: number }

/**
 * The control program of one controller. It is data, so that a restored program acts differently.
 */
export type Program = {
  readonly title: string
  readonly valveGain: number
  readonly reliefHysteresisPsi: number
  readonly tripLevelPercent: number
}

/** Faults of the new code that only a functional test finds. */
export type ProgramFaults = {
  readonly pumpDoesNotStart: boolean
  readonly reliefOpensLate: boolean
}

const TABLE_SIZE = 64
const LATE_BY_PSI = 15

export function factoryProgram(title: string): Program {
  return { title, valveGain: 8, reliefHysteresisPsi: 3, tripLevelPercent: 95 }
}

export function programBytes(program: Program): Buffer {
  return Buffer.from(`${JSON.stringify(program, null, 2)}\n`)
}

/** Null where the bytes are not a program that this controller can run. */
export function readProgram(bytes: Uint8Array): Program | null {
  try {
    const read = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const numbers = [read.valveGain, read.reliefHysteresisPsi, read.tripLevelPercent]
    return typeof read.title === 'string' && numbers.every(Number.isFinite) ? read : null
  } catch {
    return null
  }
}

/** Level 65 %, alarm 85 %, relief 50 psi, pump commanded to run. */
export const factoryRetained: Retained = { holding: [650, 850, 500], coils: [true] }

export function readRetained(bytes: Uint8Array): Retained | null {
  try {
    const read = JSON.parse(Buffer.from(bytes).toString('utf8'))
    const words = Array.isArray(read.holding) && read.holding.every(isWord)
    const bits =
      Array.isArray(read.coils) && read.coils.every((bit: unknown) => typeof bit === 'boolean')
    const fits =
      words && bits && read.holding.length <= TABLE_SIZE && read.coils.length <= TABLE_SIZE
    return fits ? { holding: read.holding, coils: read.coils } : null
  } catch {
    return null
  }
}

export function processImageOf(retained: Retained): ProcessImage {
  return {
    coils: Array.from({ length: TABLE_SIZE }, (_, index) => retained.coils[index] ?? false),
    discrete: Array.from({ length: TABLE_SIZE }, () => false),
    holding: Array.from({ length: TABLE_SIZE }, (_, index) => retained.holding[index] ?? 0),
    input: Array.from({ length: TABLE_SIZE }, () => 0),
  }
}

/** One scan: reads the inputs into the image, computes the outputs. Called every scan period. */
export function scan(
  io: Io,
  program: Program,
  image: ProcessImage,
  inputs: FieldInputs,
  faults: ProgramFaults,
): FieldOutputs {
  if (io === 'tank') return scanTank(program, image, inputs, faults)
  if (io === 'tank-safety') return scanSafety(program, image, inputs)
  image.input[0] = ((image.input[0] ?? 0) + 1) % 1000
  return {}
}

function scanTank(
  program: Program,
  image: ProcessImage,
  inputs: FieldInputs,
  faults: ProgramFaults,
): FieldOutputs {
  const [levelSetPoint = 0, alarmSetPoint = 0, reliefSetPoint = 0] = image.holding
  const reliefWasOpen = image.discrete[2] ?? false
  const opensAt = reliefSetPoint / 10 + (faults.reliefOpensLate ? LATE_BY_PSI : 0)
  const closesAt = reliefWasOpen ? opensAt - program.reliefHysteresisPsi : opensAt
  const reliefOpen = inputs.headerPressurePsi >= closesAt
  image.input[0] = tenths(inputs.levelPercent)
  image.input[1] = tenths(inputs.headerPressurePsi)
  image.input[2] = tenths(inputs.inletValvePercent)
  image.input[3] = tenths(inputs.dischargeFlowM3h)
  image.discrete[0] = inputs.pumpRuns
  image.discrete[1] = inputs.levelPercent >= alarmSetPoint / 10
  image.discrete[2] = reliefOpen
  const valve = (levelSetPoint / 10 - inputs.levelPercent) * program.valveGain
  return {
    inletValve: Math.min(100, Math.max(0, valve)),
    pump: image.coils[0] === true && !faults.pumpDoesNotStart ? 1 : 0,
    reliefValve: reliefOpen ? 1 : 0,
  }
}

function scanSafety(program: Program, image: ProcessImage, inputs: FieldInputs): FieldOutputs {
  const trip = inputs.levelPercent >= program.tripLevelPercent
  image.input[0] = tenths(inputs.levelPercent)
  image.discrete[0] = trip
  return { inletTrip: trip ? 1 : 0 }
}

function tenths(value: number): number {
  return Math.min(0xffff, Math.max(0, Math.round(value * 10)))
}

function isWord(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff
}
