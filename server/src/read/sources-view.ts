import type { EnrichmentView, NeedsMe, SourceRow, SourcesView } from '@holdpoint/api'
import {
  type CivilDay,
  type InformationSource,
  type SourceKind,
  sourceStanding,
} from '@holdpoint/core'
import { sourcesNow } from '../act/act-on-sources.ts'
import { fetchRefusals, fetchUnderWay } from '../act/fetch-source.ts'
import type { Platform } from '../platform.ts'
import { civilDayAt } from './civil-day-at.ts'
import { enrichmentView } from './enrichment-view.ts'
import { type NameOf, peopleNames } from './people-names.ts'

const JOBS_LOOKED_AT = 50
const MOST_PRESSING_FIRST = { overdue: 0, due: 1, running: 2, ended: 3 } as const

export async function sourcesView(platform: Platform): Promise<SourcesView> {
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const [sources, facts, people, nameOf, jobs] = await Promise.all([
    sourcesNow(platform),
    enrichmentView(platform),
    platform.people.list(),
    peopleNames(platform),
    platform.jobs.list(JOBS_LOOKED_AT),
  ])
  const rows = sources.map((source) => ({
    ...rowOf(source, { today, facts, nameOf }),
    fetchRefusals: fetchRefusals(platform, source),
    fetchJob: fetchUnderWay(source, jobs),
  }))
  return {
    today,
    sources: rows.toSorted(
      (a, b) =>
        MOST_PRESSING_FIRST[a.standing] - MOST_PRESSING_FIRST[b.standing] ||
        ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1),
    ),
    people: people.filter(({ active }) => active).map(({ personId, name }) => ({ personId, name })),
  }
}

type Told = Omit<SourceRow, 'fetchRefusals' | 'fetchJob'>

type Surroundings = {
  readonly today: CivilDay
  readonly facts: EnrichmentView
  readonly nameOf: NameOf
}

function rowOf(source: InformationSource, { today, facts, nameOf }: Surroundings): Told {
  const { id, name, kind, address, ownerId, reviewEveryDays, since, reviews, ended } = source
  return {
    ...{ id, name, kind, address, ownerId, reviewEveryDays, since },
    ...sourceStanding(source, today),
    ownerName: nameOf(ownerId),
    reviews: reviews.map(({ on, personId, note, isLate }) => ({
      ...{ on, note, isLate },
      byName: nameOf(personId),
    })),
    ...reachOf(source, facts),
    endedBecause: ended?.reason ?? null,
  }
}

const factKinds: Partial<Record<SourceKind, EnrichmentView['sources'][number]['kind']>> = {
  kev: 'kev',
  epss: 'epss',
  'cve-json': 'cisa',
  vulnrichment: 'cisa',
}

const nothing = { broughtAt: null, dataOf: null, coverage: 'Nothing came from it yet' }

/** How old what it gave is, and how far it reaches; what never came has neither. */
function reachOf(
  { kind, lastDelivery }: InformationSource,
  facts: EnrichmentView,
): Pick<SourceRow, 'broughtAt' | 'dataOf' | 'coverage'> {
  const factKind = factKinds[kind]
  if (factKind !== undefined) {
    const known = facts.sources.find((one) => one.kind === factKind)
    if (known === undefined || known.importedAt === null) return nothing
    const coverage = `names ${known.covers ?? 0} of the ${facts.cves} CVEs that our findings name`
    return { broughtAt: known.importedAt, dataOf: known.dataOf, coverage }
  }
  if (lastDelivery === null) return nothing
  const { stored, unchanged, refused, listed, at } = lastDelivery
  const all = listed ?? stored + unchanged + refused
  const coverage = `${stored + unchanged} of ${all} documents are here, ${refused} refused`
  return { broughtAt: at, dataOf: null, coverage }
}

/** Reviews that are late, or due within a week. */
export async function sourcesAsk(platform: Platform): Promise<readonly NeedsMe[]> {
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  return (await sourcesNow(platform)).flatMap((source): NeedsMe[] => {
    const { standing, dueOn, daysLeft } = sourceStanding(source, today)
    if (standing !== 'overdue' && standing !== 'due') return []
    const last = source.reviews.at(-1)?.on ?? null
    const since = last === null ? `in use since ${source.since}, never reviewed` : `last on ${last}`
    const late = (daysLeft ?? 0) < 0 ? 'the review is late' : 'the review is due'
    return [
      {
        kind: 'source',
        id: source.id,
        title: source.name,
        what: 'Review the source',
        reason: `${late}; ${since}, every ${source.reviewEveryDays} days`,
        owner: 'ot-cybersecurity-lead',
        dueOn,
        link: '/sources',
      },
    ]
  })
}

/** In a few words, how far what the plant hears is looked after. */
export async function sourcesReach(platform: Platform): Promise<string> {
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const open = (await sourcesNow(platform)).filter(({ ended }) => ended === null)
  if (open.length === 0) return 'no source of them is registered'
  const late = open.filter((one) => sourceStanding(one, today).standing === 'overdue').length
  const many = open.length === 1 ? '1 source is' : `${open.length} sources are`
  return `${many} registered, ${late === 0 ? 'no review late' : `${late} with a late review`}`
}
