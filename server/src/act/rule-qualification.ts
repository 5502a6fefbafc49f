import type { BodyOf, ruleOnQualification } from '@holdpoint/api'
import {
  inventoryRefusals,
  type QualificationConflict,
  qualificationConflicts,
  type Refusal,
  refusalOf,
  ruleQualification as rule,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { qualificationRecord, RULING_MODEL } from '../read/known-releases.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

/** A person says which word stands; the words that differ are ruled out as they are now. */
export async function ruleQualification(
  platform: Platform,
  wish: BodyOf<typeof ruleOnQualification>,
  acting: Acting,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  const notTheirs = inventoryRefusals(acting.actor, 'Ruling on a qualification')
  if (notTheirs.length > 0) return refuse(notTheirs)
  const { product, productVersion, releaseId, stands, reason } = wish
  const isAsked = (one: QualificationConflict) =>
    one.product === product && one.productVersion === productVersion && one.releaseId === releaseId
  const conflict = qualificationConflicts(await qualificationRecord(platform)).find(isAsked)
  if (conflict === undefined) {
    const what = `No two sources disagree about ${releaseId} on ${product}, or it is ruled`
    return refuse([refusalOf('no-such-conflict', what, 'Look at the open conflicts')])
  }
  const said = { stands, reason: reason.trim(), by: acting.actor.personId, at: platform.now() }
  const ruling = said.reason === '' ? null : rule(conflict, said)
  if (ruling === null) {
    const what =
      said.reason === ''
        ? 'The ruling needs a reason'
        : `"${stands.source}" does not say that about ${releaseId} on ${product}`
    return refuse([refusalOf('malformed-request', what, 'Choose one of the words, and say why')])
  }
  const id = canonicalDigest(asJson([product, productVersion, releaseId]))
  const recorded = await record(platform, {
    ...acting,
    stream: 'updates',
    event: { kind: 'qualification-ruled', body: { ...ruling } },
    readModels: [{ kind: RULING_MODEL, id, body: asJson(ruling) }],
  })
  return recorded.ok ? accept({ leaf: recorded.value }) : recorded
}
