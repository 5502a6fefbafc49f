import type { Rule } from '../rule.ts'

/** The clauses 6.2.47 and 6.3.18: a rating without what it was made from. */
function qualitativeRating(
  id: string,
  words: string,
  applies: (source: string | undefined, own: ReadonlySet<string | undefined>) => boolean,
): Rule {
  return {
    id,
    words,
    check({ document, vulnerabilities }, report) {
      const references = document.document?.references ?? []
      const own = new Set(
        references.filter(({ category }) => category === 'self').map(({ url }) => url),
      )
      for (const [i, { metrics = [] }] of vulnerabilities.entries()) {
        for (const [j, { content, source }] of metrics.entries()) {
          if (content?.qualitative_severity_rating === undefined || !applies(source, own)) continue
          const path = `/vulnerabilities/${i}/metrics/${j}/content/qualitative_severity_rating`
          report(path, 'says how severe it is, but not why')
        }
      }
    },
  }
}

export const useOfQualitativeSeverityRatingByIssuingParty = qualitativeRating(
  '6.2.47',
  'Use of Qualitative Severity Rating by Issuing Party',
  (source, own) => source === undefined || own.has(source),
)

export const useOfQualitativeSeverityRating = qualitativeRating(
  '6.3.18',
  'Use of Qualitative Severity Rating',
  () => true,
)
