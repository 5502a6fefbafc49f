/** One night of work: the window of `aPlan` opens at two and closes at six. */
export const BEFORE_WINDOW = '2026-11-23T00:30:00.000Z'
export const OPENS = '2026-11-23T02:00:00.000Z'
export const IN_WINDOW = '2026-11-23T02:30:00.000Z'
/** Inside of the window, and later than the turn-back time of every forward step of `aPlan`. */
export const PAST_TURN_BACK = '2026-11-23T05:50:00.000Z'
export const CLOSES = '2026-11-23T06:00:00.000Z'
export const AFTER_WINDOW = '2026-11-23T06:30:00.000Z'
