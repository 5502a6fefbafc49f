import type { SsvcSelection, Vulnerability } from './csaf-document.ts'
import type { Placed } from './document-view.ts'

/** Every decision that a document tells by SSVC. */
export function selectionsOf(
  vulnerabilities: readonly Vulnerability[],
): readonly Placed<SsvcSelection>[] {
  return vulnerabilities.flatMap(({ metrics = [] }, i) =>
    metrics.flatMap(({ content }, j) =>
      (content?.ssvc_v2?.selections ?? []).map((value, k) => ({
        value,
        path: `/vulnerabilities/${i}/metrics/${j}/content/ssvc_v2/selections/${k}`,
      })),
    ),
  )
}
