import type { TurnBack } from '@holdpoint/core'

const MINUTE_MS = 60_000

/** A stretch of the window, in hundredths of its length from the left. */
export type Span = { readonly what: string; readonly from: number; readonly to: number }

type Work = { readonly title: string; readonly minutes: { readonly most: number } }

/** Where a moment stands in the window: 0 at its opening, 100 at its close, never outside. */
export function placeOf(at: number, opensAt: number, closesAt: number): number {
  if (!(closesAt > opensAt)) return 0
  return Math.min(100, Math.max(0, (100 * (at - opensAt)) / (closesAt - opensAt)))
}

type Window = { readonly opensAt: number; readonly closesAt: number }

/** What is still to do, one after the other from now on, each as long as it takes at most. */
export function workSpans(steps: readonly Work[], now: number, window: Window): readonly Span[] {
  let at = Math.max(now, window.opensAt)
  return steps.map(({ title, minutes }) => {
    const from = at
    at += minutes.most * MINUTE_MS
    return spanOf(title, from, at, window)
  })
}

/** What must fit between the turn-back time and the close: the step itself, and all the way back. */
export function reserveSpans(turnBack: TurnBack, window: Window): readonly Span[] {
  const parts = [
    ['This step', turnBack.stepMinutes],
    ['Rollback', turnBack.rollbackMinutes],
    ['Retest', turnBack.retestMinutes],
    ['Return to service', turnBack.returnToServiceMinutes],
  ] as const
  let at = Date.parse(turnBack.latestStartAt)
  return parts.map(([what, minutes]) => {
    const from = at
    at += minutes * MINUTE_MS
    return spanOf(`${what} ${minutes} min`, from, at, window)
  })
}

function spanOf(what: string, from: number, to: number, { opensAt, closesAt }: Window): Span {
  return { what, from: placeOf(from, opensAt, closesAt), to: placeOf(to, opensAt, closesAt) }
}
