import type { TermStanding } from '@holdpoint/core'
import { type Meaning, Status } from '../../../ui/status.tsx'

const standings: Record<TermStanding, { readonly meaning: Meaning; readonly word: string }> = {
  stands: { meaning: 'normal', word: 'Stands' },
  due: { meaning: 'late', word: 'To be renewed' },
  lapsed: { meaning: 'failed', word: 'Run out' },
  'open-again': { meaning: 'held', word: 'Open again' },
}

export function TermStatus({ standing }: { readonly standing: TermStanding }) {
  return <Status {...standings[standing]} />
}
