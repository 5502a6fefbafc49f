import type { StandardJudgement } from '@holdpoint/api'
import { validateCsaf } from '@holdpoint/csaf'
import { readStrictJson } from '@holdpoint/std'
import type { StoredAdvisory } from '../platform.ts'

// The page names the first few; the whole list is the validator's own matter.
const BREACHES_SHOWN = 5

/**
 * What a stored document is by the schema and the mandatory tests of its standard. Nothing rests on
 * it: a plant must act on real advisories, of which some break a rule. It is worked out anew from
 * the bytes that are kept, which never change, so it always is what today's validator says.
 */
export function judgeByStandard({
  advisoryId,
  bytes,
}: Pick<StoredAdvisory, 'advisoryId' | 'bytes'>): StandardJudgement {
  const json = readStrictJson(bytes)
  if (!json.ok) throw new Error(`stored advisory ${advisoryId} no longer reads`)
  const { version, valid, tests } = validateCsaf(json.value)
  const breaches = tests.flatMap(({ id, errors }) => errors.map((one) => ({ test: id, ...one })))
  return { version, valid, breaches: breaches.slice(0, BREACHES_SHOWN), count: breaches.length }
}
