/** An exact decimal number: `units / 10 ** places`. Scores are rounded, so nothing may be lost. */
export interface Decimal {
  readonly units: bigint
  readonly places: number
}

const TEN = 10n

/** Reads a literal of ours: `7.52`, `0.029`, `10`. */
export function decimal(literal: string): Decimal {
  const [whole = '', fraction = ''] = literal.split('.')
  return { units: BigInt(whole + fraction), places: fraction.length }
}

export const ZERO = decimal('0')
export const ONE = decimal('1')

export function plus(left: Decimal, right: Decimal): Decimal {
  const places = Math.max(left.places, right.places)
  return { units: unitsAt(left, places) + unitsAt(right, places), places }
}

export function minus(left: Decimal, right: Decimal): Decimal {
  return plus(left, { units: -right.units, places: right.places })
}

export function times(...factors: readonly Decimal[]): Decimal {
  let units = 1n
  let places = 0
  for (const factor of factors) {
    units *= factor.units
    places += factor.places
  }
  return { units, places }
}

export function power(base: Decimal, exponent: number): Decimal {
  return { units: base.units ** BigInt(exponent), places: base.places * exponent }
}

export function smaller(left: Decimal, right: Decimal): Decimal {
  return isPositive(minus(left, right)) ? right : left
}

export function notNegative(value: Decimal): Decimal {
  return isPositive(value) ? value : ZERO
}

export function isPositive({ units }: Decimal): boolean {
  return units > 0n
}

/** Rounds to this many places; a half goes away from zero. */
export function roundHalfUp(value: Decimal, places: number): Decimal {
  if (value.places <= places) return { units: unitsAt(value, places), places }
  const step = TEN ** BigInt(value.places - places)
  const half = value.units < 0n ? -step : step
  return { units: (2n * value.units + half) / (2n * step), places }
}

/** The least number with this many places that is not below the value. */
export function roundUp(value: Decimal, places: number): Decimal {
  if (value.places <= places) return { units: unitsAt(value, places), places }
  const step = TEN ** BigInt(value.places - places)
  const cut = value.units / step
  return { units: value.units % step > 0n ? cut + 1n : cut, places }
}

/** A score with one place as the nearest double, which prints as that one place. */
export function scoreOf(value: Decimal): number {
  return Number(roundHalfUp(value, 1).units) / 10
}

function unitsAt({ units, places }: Decimal, wanted: number): bigint {
  return units * TEN ** BigInt(wanted - places)
}
