import type { CsafDocument, Vulnerability } from '../csaf-document.ts'
import type { Placed } from '../document-view.ts'
import { instantOf } from '../instant.ts'
import { isReleased } from '../revisions.ts'
import type { Rule } from '../rule.ts'

type Dated = readonly Placed<string | undefined>[]

/**
 * The clauses 6.1.45, 6.1.49, 6.1.51 and 6.1.52: a released document cannot tell of what came after
 * its newest revision.
 */
function notAfterTheNewestRevision(
  id: string,
  words: string,
  datesOf: (one: Vulnerability, path: string) => Dated,
  applies: (document: CsafDocument) => boolean = () => true,
): Rule {
  return {
    id,
    words,
    check({ document, vulnerabilities, revisionsByDate }, report) {
      const newest = revisionsByDate.at(-1)
      if (newest === undefined || !isReleased(document) || !applies(document)) return
      for (const [i, one] of vulnerabilities.entries()) {
        for (const { value, path } of datesOf(one, `/vulnerabilities/${i}`)) {
          const at = instantOf(value ?? '')
          if (at !== null && at > newest.at) {
            report(path, `is newer than the newest revision, of ${newest.date}`)
          }
        }
      }
    },
  }
}

export const inconsistentDisclosureDate = notAfterTheNewestRevision(
  '6.1.45',
  'Inconsistent Disclosure Date',
  ({ disclosure_date: value }, path) => [{ value, path: `${path}/disclosure_date` }],
  ({ document }) => document?.distribution?.tlp?.label === 'CLEAR',
)

export const inconsistentSsvcTimestamp = notAfterTheNewestRevision(
  '6.1.49',
  'Inconsistent SSVC Timestamp',
  ({ metrics = [] }, path) =>
    metrics.map(({ content }, i) => ({
      value: content?.ssvc_v2?.timestamp,
      path: `${path}/metrics/${i}/content/ssvc_v2/timestamp`,
    })),
)

export const inconsistentEpssTimestamp = notAfterTheNewestRevision(
  '6.1.51',
  'Inconsistent EPSS Timestamp',
  ({ metrics = [] }, path) =>
    metrics.map(({ content }, i) => ({
      value: content?.epss?.timestamp,
      path: `${path}/metrics/${i}/content/epss/timestamp`,
    })),
)

export const inconsistentFirstKnownExploitationDates = notAfterTheNewestRevision(
  '6.1.52',
  'Inconsistent First Known Exploitation Dates',
  ({ first_known_exploitation_dates: dates = [] }, path) =>
    dates.flatMap(({ date, exploitation_date }, i) => [
      { value: date, path: `${path}/first_known_exploitation_dates/${i}/date` },
      {
        value: exploitation_date,
        path: `${path}/first_known_exploitation_dates/${i}/exploitation_date`,
      },
    ]),
)
