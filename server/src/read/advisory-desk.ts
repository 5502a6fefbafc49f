import type { AdvisoryDesk, DocumentMatch, FindingRow } from '@holdpoint/api'
import {
  type Advisory,
  linkOf,
  preferredScore,
  reversibility,
  sameEntry,
  sameRemediation,
  shownScore,
  vulnerabilityNames,
} from '@holdpoint/csaf'
import { advisoryRecord } from '../act/act-on-advisory.ts'
import { matchAssets } from '../act/match-plant.ts'
import type { Person, Platform } from '../platform.ts'
import { findingContext, findingRow } from './finding-rows.ts'
import { peopleNames } from './people-names.ts'
import { lastTwo } from './revisions.ts'

/** What the site has to do with one advisory: matched products and assets, marks, comments. */
export async function advisoryDesk(
  platform: Platform,
  id: string,
  person: Person,
): Promise<AdvisoryDesk | null> {
  const { latest, before } = await lastTwo(platform, id)
  if (latest === null) return null
  const record = await advisoryRecord(platform, id)
  const nameOf = await peopleNames(platform)
  const matches = await matchesOf(platform, { latest, before })
  const names = new Map(latest.products.map((one) => [one.productId, one.name]))
  const productIds = [...new Set(matches.map(({ productId }) => productId))]
  const tags = new Map(matches.map(({ assetId, assetTag }) => [assetId, assetTag]))
  return {
    remedies: remediesOf(latest),
    scores: scoresOf(latest),
    oneWay: oneWayOf(latest),
    version: latest.version,
    isRead: record.readBy[person.personId] === latest.version,
    comments: record.comments.map(({ text, personId, at }) => ({
      ...{ text, at },
      byName: nameOf(personId),
    })),
    marks: record.marks.map(({ vulnerability, assetId, status, personId, at }) => ({
      ...{ vulnerability, assetId, status, at },
      byName: nameOf(personId),
    })),
    vulnerabilities: vulnerabilityNames(latest),
    matches,
    products: productIds.map((productId) => ({ productId, name: names.get(productId) ?? '' })),
    assets: [...tags].map(([assetId, assetTag]) => ({ assetId, assetTag })),
  }
}

function remediesOf(advisory: Advisory): AdvisoryDesk['remedies'] {
  const names = vulnerabilityNames(advisory)
  return advisory.vulnerabilities.flatMap(({ remediations }, index) =>
    remediations.map(({ category, details, url, restartRequired, productIds }) => ({
      vulnerability: names[index] ?? '',
      ...{ category, details, url, productIds },
      link: url === null ? null : linkOf(url),
      restart: restartRequired,
    })),
  )
}

function scoresOf(advisory: Advisory): AdvisoryDesk['scores'] {
  const names = vulnerabilityNames(advisory)
  return advisory.vulnerabilities.flatMap(({ scores }, index) => {
    const shown = preferredScore(scores)
    if (shown === null) return []
    const others = [...new Map(scores.map((one) => [one.vector, shownScore(one)])).values()]
      .filter(({ vector }) => vector !== shown.vector)
      .map(({ version, vector, baseScore, isLinked, source }) => {
        return { version, vector, baseScore, isLinked, source }
      })
      .toSorted((a, b) => Number(b.version) - Number(a.version))
    return [{ vulnerability: names[index] ?? '', ...shown, others }]
  })
}

function oneWayOf(advisory: Advisory): AdvisoryDesk['oneWay'] {
  return advisory.products.flatMap(({ productId }) => {
    const { quote } = reversibility(advisory, productId)
    return quote === null ? [] : [{ productId, quote }]
  })
}

type Both = { readonly latest: Advisory; readonly before: Advisory | null }

async function matchesOf(
  platform: Platform,
  { latest, before }: Both,
): Promise<readonly DocumentMatch[]> {
  const context = await findingContext(platform)
  const own = (await platform.findings.ofAdvisory(latest.id)).filter(
    ({ verdict }) => verdict !== 'not-affected',
  )
  const rows = own.map((one) => findingRow(one, context)).filter((row) => row !== null)
  const assets = [...new Set(rows.map(({ assetId }) => assetId))].flatMap(
    (assetId) => context.assets.get(assetId) ?? [],
  )
  const old = before === null ? [] : matchAssets(assets, [before])
  const matchedBefore = new Set(
    old
      .filter(({ verdict }) => verdict !== 'not-affected')
      .map(({ assetId, productId }) => JSON.stringify([assetId, productId])),
  )
  const same = new Map<string, boolean>()
  const since = ({ assetId, productId }: FindingRow): DocumentMatch['since'] => {
    const entry = before === null ? null : sameEntry(latest, productId, before)
    if (before === null || entry === null) return 'new-match'
    if (!matchedBefore.has(JSON.stringify([assetId, entry]))) return 'new-match'
    const known = same.get(entry) ?? sameRemediation(before, latest, entry)
    same.set(entry, known)
    return known ? 'remediation-unchanged' : 'remediation-changed'
  }
  return rows.map((row) => ({ ...row, since: since(row) }))
}
