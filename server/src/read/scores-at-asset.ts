import type { ScoreHere } from '@holdpoint/api'
import type { Asset, TriageCase } from '@holdpoint/core'
import { type Advisory, parseCvssVector, type Score, scoreAtAsset } from '@holdpoint/csaf'

/** The scores of a case's vulnerabilities, published and with the environment of its asset. */
export function scoresAtAsset(
  advisory: Advisory,
  asset: Pick<Asset, 'criticality'>,
  { finding, context, placement }: Pick<TriageCase, 'finding' | 'context' | 'placement'>,
): readonly ScoreHere[] {
  const environment = {
    criticality: asset.criticality,
    exposure: context?.exposure ?? 'unknown',
    safetyImpact: placement?.safetyImpact ?? 'unknown',
  }
  return advisory.vulnerabilities.flatMap(({ cve, title, scores }) => {
    if (cve !== null && !finding.cves.includes(cve)) return []
    const score = newest(scores.filter((one) => one.productIds.includes(finding.productId)))
    const vector = score === null ? null : parseCvssVector(score.vector)
    if (score === null || vector === null || !vector.ok) return []
    const here = scoreAtAsset(vector.value, environment)
    return [
      {
        vulnerability: cve ?? title ?? 'without a name',
        published: score.baseScore,
        publishedIn: score.version,
        isLinked: score.origin === 'linked',
        publishedVector: score.vector,
        here: here.score,
        severity: here.severity,
        vector: here.vector,
        reasons: here.reasons,
      },
    ]
  })
}

function newest(scores: readonly Score[]): Score | null {
  return scores.toSorted((one, other) => (one.version < other.version ? 1 : -1))[0] ?? null
}
