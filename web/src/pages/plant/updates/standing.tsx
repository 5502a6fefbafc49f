import type { QualificationStanding } from '@holdpoint/core'
import { Status } from '../../../ui/status.tsx'

const standings = {
  approved: ['normal', 'Qualified'],
  'not-approved': ['failed', 'Not qualified'],
  conflict: ['failed', 'Vendors disagree'],
  pending: ['held', 'Not yet qualified'],
  'not-stated': ['held', 'Unknown: nobody said'],
} as const satisfies Record<QualificationStanding, readonly [string, string]>

/** What the vendors of what is installed say of an update; silence is never consent. */
export function Standing({ standing }: { readonly standing: QualificationStanding }) {
  const [meaning, word] = standings[standing]
  return <Status meaning={meaning} word={word} />
}
