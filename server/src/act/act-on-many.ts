import type { TriagedMany } from '@holdpoint/api'
import type { Refusal } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { FindingKey } from '../platform.ts'

/** What came of one; no leaf where nothing had to be written. */
export type DoneForOne = {
  readonly leaf: number | null
  readonly row: TriagedMany['taken'][number]
}

/**
 * The same act on many cases, each an act of its own in the ledger, by the same rules as one alone.
 * Where one is refused the others stand.
 */
export async function actOnMany(
  findings: readonly FindingKey[],
  act: (key: FindingKey) => Promise<Result<DoneForOne, readonly Refusal[]>>,
): Promise<TriagedMany> {
  const taken: TriagedMany['taken'][number][] = []
  const refused: TriagedMany['refused'][number][] = []
  let leaf: number | null = null
  for (const key of findings) {
    const done = await act(key)
    if (done.ok) {
      leaf = done.value.leaf ?? leaf
      taken.push(done.value.row)
    } else {
      const { assetId, advisoryId, productId } = key
      refused.push({ assetId, advisoryId, productId, refusals: done.refusal })
    }
  }
  return { leaf, taken, refused }
}
