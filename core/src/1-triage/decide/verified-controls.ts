import type { Brand } from '@holdpoint/std'
import type { Instant } from '../../plant/instant.ts'
import type { Exposure } from '../urgency.ts'

/** What a check said of a control: that it holds, or that it does not. */
export type ProofVerdict = 'holds' | 'fails'

/**
 * That a control is shown to do something to the way in. Only the controls stage may make one, from
 * a check that it ran or an inspection that a second person signed; a control that is merely claimed
 * or whose rules are merely accepted by a parser has none.
 */
export type ControlProof = Brand<
  {
    readonly controlId: string
    /** The check by name and version, as a person can repeat it. */
    readonly check: string
    readonly at: Instant
    /** The check is to be repeated by then; after it the proof is worth nothing. */
    readonly until: Instant
    readonly verdict: ProofVerdict
    /** What the exposure comes to while the control holds. */
    readonly exposure: Exclude<Exposure, 'open'>
  },
  'ControlProof'
>

/** What one proof took off, as a decision keeps it. */
export type CreditGiven = {
  readonly controlId: string
  readonly check: string
  readonly at: Instant
  readonly until: Instant
  readonly from: Exposure | 'unknown'
  readonly to: Exposure
}

const order: readonly Exposure[] = ['small', 'controlled', 'open']

/** Whether a proof counts at this moment: the check said so, is not of the future, and not too old. */
export function stillProves(proof: ControlProof, now: Instant): boolean {
  return proof.verdict === 'holds' && proof.at <= now && now < proof.until
}

/**
 * The exposure with what verified controls take off. Of several checks of one control only the
 * newest speaks, so that one that fails takes the credit of the one before away.
 */
export function verifiedControls(
  exposure: Exposure | 'unknown',
  proofs: readonly ControlProof[],
  now: Instant,
): { readonly exposure: Exposure | 'unknown'; readonly credits: readonly CreditGiven[] } {
  const best = newestOfEach(proofs, now)
    .filter((proof) => stillProves(proof, now))
    .toSorted((a, b) => order.indexOf(a.exposure) - order.indexOf(b.exposure))[0]
  const before = exposure === 'unknown' ? 'open' : exposure
  if (best === undefined || order.indexOf(best.exposure) >= order.indexOf(before)) {
    return { exposure, credits: [] }
  }
  const { controlId, check, at, until, exposure: to } = best
  return { exposure: to, credits: [{ controlId, check, at, until, from: exposure, to }] }
}

function newestOfEach(proofs: readonly ControlProof[], now: Instant): readonly ControlProof[] {
  const newest = new Map<string, ControlProof>()
  for (const proof of proofs) {
    if (proof.at > now) continue
    const known = newest.get(proof.controlId)
    // Two checks of one moment that disagree: the one that fails speaks.
    const counts =
      known === undefined ||
      known.at < proof.at ||
      (known.at === proof.at && proof.verdict === 'fails')
    if (counts) newest.set(proof.controlId, proof)
  }
  return [...newest.values()]
}

/** Why credits that a decision rests on are gone, in words; empty while all of them hold. */
export function creditsLost(
  credits: readonly CreditGiven[],
  proofs: readonly ControlProof[],
  now: Instant,
): readonly string[] {
  const newest = new Map(newestOfEach(proofs, now).map((proof) => [proof.controlId, proof]))
  return credits.flatMap(({ controlId, check, until, to }) => {
    const proof = newest.get(controlId)
    if (proof === undefined) return [`Control ${controlId}: there is no proof of it any more`]
    if (proof.verdict === 'fails') {
      return [`Control ${controlId}: ${proof.check} says on ${proof.at} that it does not hold`]
    }
    if (now >= proof.until) {
      const last = proof.until > until ? proof.until : until
      return [`Control ${controlId}: what ${check} showed was good until ${last}`]
    }
    const weaker = order.indexOf(proof.exposure) > order.indexOf(to)
    return weaker ? [`Control ${controlId}: ${proof.check} shows only ${proof.exposure}`] : []
  })
}
