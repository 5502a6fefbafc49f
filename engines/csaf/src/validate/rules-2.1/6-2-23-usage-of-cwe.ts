import type { Cwe } from '../csaf-document.ts'
import type { DocumentView } from '../document-view.ts'
import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'
import { cweReleaseAt, type Weakness, weaknessIn } from '../weaknesses.ts'

/** The clauses 6.2.23 to 6.2.26: which entries of CWE are good ones to name. */
function cweRule(
  id: string,
  words: string,
  wrongWith: (found: Weakness, cwe: Cwe, view: DocumentView) => string | null,
): Rule {
  return {
    id,
    words,
    check(view, report) {
      for (const [i, { cwes = [] }] of view.vulnerabilities.entries()) {
        for (const [j, cwe] of cwes.entries()) {
          const found = weaknessIn(cwe.id ?? '', cwe.version ?? '')
          const wrong = found === null ? null : wrongWith(found, cwe, view)
          if (wrong !== null) report(`/vulnerabilities/${i}/cwes/${j}`, `${cwe.id} ${wrong}`)
        }
      }
    },
  }
}

export const usageOfDeprecatedCwe = cweRule('6.2.23', 'Usage of Deprecated CWE', (found) =>
  found.isDeprecated ? 'is deprecated' : null,
)

export const usageOfNonLatestCweVersion = cweRule(
  '6.2.24',
  'Usage of Non-Latest CWE Version',
  (_found, cwe, { document, revisionsByDate }) => {
    const current = instantOf(document.document?.tracking?.current_release_date ?? '')
    const at = revisionsByDate.at(-1)?.at ?? current
    const latest = at === null ? null : cweReleaseAt(at)
    if (latest === null || latest === cwe.version) return null
    return `is of release ${cwe.version}; the latest at the last revision was ${latest}`
  },
)

export const usageOfCweNotAllowedForVulnerabilityMapping = cweRule(
  '6.2.25',
  'Usage of CWE Not Allowed for Vulnerability Mapping',
  ({ use }) =>
    use === 'discouraged' || use === 'prohibited' ? `is ${use} for vulnerabilities` : null,
)

export const usageOfCweAllowedWithReviewForVulnerabilityMapping = cweRule(
  '6.2.26',
  'Usage of CWE Allowed with Review for Vulnerability Mapping',
  ({ use }) => (use === 'with-review' ? 'is allowed for vulnerabilities only with review' : null),
)
