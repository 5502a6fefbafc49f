import type { Remediation, Score, Vulnerability } from '../advisory.ts'
import type { ChangedFact } from './revision-change.ts'
import type { ProductKeys } from './same-products.ts'

/** One thing that a vulnerability says of some products: a score, a remedy, a threat, a note. */
export interface Saying {
  readonly fact: ChangedFact
  readonly kind: string
  readonly text: string
  readonly keys: readonly string[]
}

export function sayingsOf(one: Vulnerability, keys: ProductKeys): readonly Saying[] {
  const about = (ids: readonly string[]) => ids.map((id) => keys.keyOf(id))
  const said = (
    fact: ChangedFact,
    { kind, text, ids }: { kind: string; text: string; ids: readonly string[] },
  ) => ({ fact, kind, text, keys: about(ids) })
  return [
    ...one.scores.map((score) =>
      said('score', {
        kind: `CVSS ${score.version}`,
        text: scoreWords(score),
        ids: score.productIds,
      }),
    ),
    ...one.threats.map(({ category, details, productIds: ids }) =>
      said(threatFacts[category] ?? 'text', { kind: category, text: details, ids }),
    ),
    ...one.notes.map(({ category, title, text }) =>
      said('text', { kind: `note (${title ?? category})`, text, ids: [] }),
    ),
    ...one.remediations.flatMap((remedy) =>
      remedySayings(remedy).map(({ fact, kind, text }) =>
        said(fact, { kind, text, ids: remedy.productIds }),
      ),
    ),
  ]
}

const threatFacts: Readonly<Record<string, ChangedFact>> = {
  exploit_status: 'exploitation',
  impact: 'impact',
  target_set: 'targets',
}

function scoreWords({ baseScore, vector }: Score): string {
  return `${baseScore.toFixed(1)} ${vector}`
}

const FIXES: readonly string[] = [
  'vendor_fix',
  'optional_patch',
  'fix_planned',
  'none_available',
  'no_fix_planned',
]

/** Where the fix lies and what restarts are facts of their own: other people decide on them. */
function remedySayings({ category, details, url, restartRequired }: Remediation) {
  const isFix = FIXES.includes(category)
  const kind = category.replaceAll('_', ' ')
  const sayings: Pick<Saying, 'fact' | 'kind' | 'text'>[] = [
    { fact: isFix ? 'fix' : 'mitigation', kind, text: details },
  ]
  if (url !== null) sayings.push({ fact: 'fix-place', kind: `address of the ${kind}`, text: url })
  if (restartRequired !== null) {
    sayings.push({ fact: 'restart', kind: `restart for the ${kind}`, text: restartRequired })
  }
  return sayings
}
