import type { Allowance, ShieldException, ShieldPolicy } from './policy.ts'
import { type ModbusRequest, type RegisterRange, readFunctions } from './requests.ts'

export type Verdict =
  /** `by` holds the exceptions without which it would be refused. */
  | { readonly kind: 'allowed'; readonly by: readonly ShieldException[] }
  | { readonly kind: 'refused'; readonly exceptionCode: 1 | 2; readonly why: string }

export type Judge = (unit: number, request: ModbusRequest, nowMs: number) => Verdict

const WHOLE = { from: 0, to: 65_535 }
const READ_ONLY: readonly Allowance[] = readFunctions.map((functionCode) => ({
  functionCode,
  range: WHOLE,
}))

/** Knows nothing but the policy and the clock that it is told. */
export function judgeOf({ units, exceptions }: ShieldPolicy): Judge {
  const standing = new Map(units?.map(({ unit, allow }) => [unit, allow]))
  return (unit, request, nowMs) => {
    const always = units === null ? READ_ONLY : (standing.get(unit) ?? [])
    if (covers(always, request)) return { kind: 'allowed', by: [] }
    const inForce = exceptions.filter(
      (one) =>
        one.unit === unit &&
        one.fromMs <= nowMs &&
        nowMs < one.untilMs &&
        one.allow.some(({ functionCode }) => functionCode === request.functionCode),
    )
    const allowed = [...always, ...inForce.flatMap(({ allow }) => allow)]
    if (covers(allowed, request)) return { kind: 'allowed', by: inForce }
    return refusalOf(unit, request, allowed)
  }
}

function refusalOf(unit: number, request: ModbusRequest, allowed: readonly Allowance[]): Verdict {
  const { functionCode, ranges } = request
  if (!allowed.some((one) => one.functionCode === functionCode)) {
    const why = `function ${functionCode} is not allowed for unit ${unit}`
    return { kind: 'refused', exceptionCode: 1, why }
  }
  const asked = ranges.map(({ from, to }) => `${from}-${to}`).join(' and ')
  const why = `function ${functionCode} is not allowed for ${asked} of unit ${unit}`
  return { kind: 'refused', exceptionCode: 2, why }
}

function covers(allowed: readonly Allowance[], { functionCode, ranges }: ModbusRequest): boolean {
  const own = allowed.filter((one) => one.functionCode === functionCode)
  if (own.length === 0) return false
  const spans = own.flatMap(({ range }) => (range === null ? [] : [range]))
  return ranges.every((range) => lies(range, spans))
}

/** Neighbouring allowances count as one. */
function lies({ from, to }: RegisterRange, spans: readonly RegisterRange[]): boolean {
  let next = from
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.from > next) return false
    next = Math.max(next, span.to + 1)
    if (next > to) return true
  }
  return false
}
