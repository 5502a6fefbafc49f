import { expect, test } from 'vitest'
import { placeOf, reserveSpans, workSpans } from './time-line-spans.ts'

const opensAt = Date.parse('2026-11-23T02:00:00Z')
const closesAt = Date.parse('2026-11-23T06:00:00Z')
const window = { opensAt, closesAt }
const at = (clock: string) => Date.parse(`2026-11-23T${clock}:00Z`)

test('a moment stands where it is in the window, and at an end when it is outside', () => {
  const clocks = ['01:00', '02:00', '03:00', '06:00', '09:00']
  expect(clocks.map((clock) => placeOf(at(clock), opensAt, closesAt))).toEqual([0, 0, 25, 100, 100])
  expect(placeOf(at('03:00'), closesAt, opensAt)).toBe(0)
})

test('the work starts now, or when the window opens, and takes what it takes at most', () => {
  const steps = [
    { title: 'Transfer', minutes: { most: 24 } },
    { title: 'Restart', minutes: { most: 12 } },
  ]
  expect(workSpans(steps, at('01:00'), window)).toEqual([
    { what: 'Transfer', from: 0, to: 10 },
    { what: 'Restart', from: 10, to: 15 },
  ])
  expect(workSpans(steps, at('04:00'), window).map(({ from }) => from)).toEqual([50, 60])
})

test('the reserve runs from the turn-back time to the close without a gap', () => {
  const spans = reserveSpans(
    {
      latestStartAt: '2026-11-23T04:48:00.000Z',
      stepMinutes: 10,
      rollbackMinutes: 40,
      retestMinutes: 12,
      returnToServiceMinutes: 10,
    },
    window,
  )
  expect(spans[0]).toMatchObject({ what: 'This step 10 min', from: 70 })
  expect(spans.at(-1)).toMatchObject({ what: 'Return to service 10 min', to: 100 })
  for (const [index, span] of spans.slice(1).entries()) expect(span.from).toBe(spans[index]?.to)
})
