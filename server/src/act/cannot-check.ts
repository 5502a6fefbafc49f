import { type Refusal, refusalOf } from '@holdpoint/core'
import { type Result, refuse } from '@holdpoint/std'

/** A check that cannot be run proves nothing, and says what would let it run. */
export function cannot(what: string, clearedBy: string): Result<never, readonly Refusal[]> {
  return refuse([refusalOf('cannot-check', what, clearedBy)])
}
