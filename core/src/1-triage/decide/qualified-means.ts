import type { MissingUpdate } from '../../plant/patch-release.ts'
import type { CountedWord, QualificationStanding } from '../../plant/qualification.ts'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { Means } from '../triage-case.ts'

const SAYS_NO: ReadonlySet<QualificationStanding> = new Set(['not-approved', 'conflict'])

/**
 * The means cannot be the patch where a vendor of what stands there says no to every update that is
 * known against it. What nobody has said anything of is not refused here; it is told beside.
 */
export function qualificationRefusals(
  means: Means,
  updates: readonly MissingUpdate[],
): readonly Refusal[] {
  const open = updates.some(({ qualified }) => !SAYS_NO.has(qualified.standing))
  if (means !== 'patch' || open) return []
  return updates.map(({ release, qualified }) => {
    const what = `${release.id} ${standingInWords(qualified.standing)}: ${saying(qualified.words)}`
    const clearedBy =
      qualified.standing === 'conflict'
        ? 'Rule on what the vendors say, or decide other means'
        : 'Decide other means until the vendor qualifies it; a later list of the vendor counts'
    return refusalOf('not-qualified', what, clearedBy, 'ot-cybersecurity-lead')
  })
}

/** What a person must know of the updates before they decide, though nothing forbids it. */
export function qualificationWarnings(updates: readonly MissingUpdate[]): readonly string[] {
  return updates.flatMap(({ release, qualified }) =>
    qualified.standing === 'approved'
      ? []
      : [`${release.id} ${standingInWords(qualified.standing)}`],
  )
}

const inWords: Readonly<Record<QualificationStanding, string>> = {
  approved: 'is qualified by every vendor there that qualifies updates',
  'not-approved': 'is not qualified by a vendor of what stands there',
  conflict: 'is approved and not approved at once',
  pending: 'is not qualified yet: in test, or a vendor there is silent',
  'not-stated': 'is qualified by nobody: no vendor of what stands there said anything',
}

export function standingInWords(standing: QualificationStanding): string {
  return inWords[standing]
}

function saying(words: readonly CountedWord[]): string {
  return words
    .filter((one) => !one.ruledOut)
    .map(({ product, verdict, statedOn, source }) => {
      const said = verdict === 'pending' ? 'in test' : verdict.replaceAll('-', ' ')
      return `${product}: ${said}, ${source}, ${statedOn}`
    })
    .join('; ')
}
