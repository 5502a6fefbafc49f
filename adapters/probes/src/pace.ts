import { setTimeout as sleep } from 'node:timers/promises'
import type { ProbeTarget } from '@holdpoint/core'
import type { ProbeTimes } from './exchange.ts'

export type ProbeOptions = {
  readonly connectMs?: number
  readonly answerMs?: number
  /** Old communication processors fall over when they are hurried. */
  readonly gapMs?: number
}

export type Pace = {
  readonly times: ProbeTimes
  /** One connection at a time for each device, with the gap between the last and the next. */
  inTurn<T>(target: ProbeTarget, act: () => Promise<T>): Promise<T>
}

export function paced(options: ProbeOptions): Pace {
  const times = {
    connectMs: options.connectMs ?? 3000,
    answerMs: options.answerMs ?? 3000,
    gapMs: options.gapMs ?? 100,
  }
  const last = new Map<string, Promise<unknown>>()
  return {
    times,
    inTurn: (target, act) => {
      const device = `${target.host}:${target.port}`
      const before = last.get(device)
      const turn = before === undefined ? act() : before.then(() => sleep(times.gapMs)).then(act)
      // A failed turn is its caller's affair; the next one waits for its end all the same.
      const over = turn.then(
        () => undefined,
        () => undefined,
      )
      last.set(device, over)
      return turn
    },
  }
}
