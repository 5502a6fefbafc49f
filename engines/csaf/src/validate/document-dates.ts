import type { CsafDocument } from './csaf-document.ts'
import type { Placed } from './document-view.ts'

const DATED_LISTS = [
  'first_known_exploitation_dates',
  'flags',
  'involvements',
  'remediations',
  'threats',
] as const

/** Every date and time of a document of CSAF 2.1. */
export function datesOf({
  document = {},
  vulnerabilities = [],
}: CsafDocument): readonly Placed<string>[] {
  const found: Placed<string>[] = []
  const add = (value: string | undefined, path: string) => {
    if (value !== undefined) found.push({ value, path })
  }
  const { tracking = {} } = document
  add(tracking.current_release_date, '/document/tracking/current_release_date')
  add(tracking.generator?.date, '/document/tracking/generator/date')
  add(tracking.initial_release_date, '/document/tracking/initial_release_date')
  for (const [i, { date }] of (tracking.revision_history ?? []).entries()) {
    add(date, `/document/tracking/revision_history/${i}/date`)
  }
  for (const [i, one] of vulnerabilities.entries()) {
    const path = `/vulnerabilities/${i}`
    add(one.disclosure_date, `${path}/disclosure_date`)
    add(one.discovery_date, `${path}/discovery_date`)
    for (const list of DATED_LISTS) {
      for (const [j, { date }] of (one[list] ?? []).entries())
        add(date, `${path}/${list}/${j}/date`)
    }
    for (const [j, dates] of (one.first_known_exploitation_dates ?? []).entries()) {
      const at = `${path}/first_known_exploitation_dates/${j}/exploitation_date`
      add(dates.exploitation_date, at)
    }
    for (const [j, { content }] of (one.metrics ?? []).entries()) {
      add(content?.epss?.timestamp, `${path}/metrics/${j}/content/epss/timestamp`)
      add(content?.ssvc_v2?.timestamp, `${path}/metrics/${j}/content/ssvc_v2/timestamp`)
    }
  }
  return found
}
