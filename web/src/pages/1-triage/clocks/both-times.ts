import { type Dated, recordedLate } from '@holdpoint/core'

/** The day on which it happened; and the day on which it was written down, where that is later. */
export function bothTimes(on: string, recordedOn: string | null): string {
  return recordedLate({ on, recordedOn }) ? `${on}, recorded late on ${recordedOn}` : on
}

export function datedInWords(dated: Dated | null, otherwise: string): string {
  return dated === null ? otherwise : bothTimes(dated.on, dated.recordedOn)
}
