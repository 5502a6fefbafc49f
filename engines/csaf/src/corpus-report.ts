import type { Advisory } from './advisory.ts'
import type { AssetFacts } from './asset-facts.ts'
import { type Entry, prepareAdvisory } from './matching/prepared-advisory.ts'
import { plainText, vendorsNamed } from './products/vendor-name.ts'
import type { Ranges } from './versions/version-condition.ts'

/** How well the rules read a collection of advisories, for a person to judge them by. */
export interface CorpusReport {
  readonly advisories: number
  /** Entries with a status; each is one product under one version text. */
  readonly entries: number
  /** Version texts read to intervals, or to a condition that a field of an asset can decide. */
  readonly parsed: Share
  /** Entries that no asset can settle, however well it is known. */
  readonly alwaysReview: Share
  readonly reviewReasons: readonly Counted[]
  readonly forms: readonly Counted[]
  readonly rules: readonly Counted[]
  readonly unread: readonly Counted[]
  readonly vendors: VendorReport
}

export interface Share {
  readonly count: number
  readonly percent: number
}

export interface Counted extends Share {
  readonly name: string
}

export interface VendorReport {
  readonly names: number
  readonly companies: number
  /** Names that differ only by further words and are not held to be one company. */
  readonly alike: readonly (readonly [string, string])[]
  /** Vendors of the inventory that no advisory names; empty without an inventory. */
  readonly unmatched: readonly Counted[]
}

const UNREAD_SHOWN = 40

export function corpusReport(
  advisories: readonly Advisory[],
  assets: readonly AssetFacts[] = [],
): CorpusReport {
  const entries = advisories.flatMap((advisory) => prepareAdvisory(advisory).entries)
  const parsed = entries.filter(isParsed).length
  const reviews = entries.flatMap((entry) => reviewReason(entry) ?? [])
  const unread = entries.filter(({ versions: { branch } }) => branch.kind === 'undecided')
  return {
    advisories: advisories.length,
    entries: entries.length,
    parsed: shareOf(parsed, entries.length),
    alwaysReview: shareOf(reviews.length, entries.length),
    reviewReasons: counted(reviews, entries.length),
    forms: counted(entries.map(formOf), entries.length),
    rules: counted(entries.flatMap(rulesOf), entries.length),
    unread: counted(
      unread.map(({ versions }) => versions.branch.text),
      entries.length,
    ).slice(0, UNREAD_SHOWN),
    vendors: vendorReport(advisories, assets),
  }
}

function isParsed({ versions: { branch } }: Entry): boolean {
  return branch.kind === 'ranges' && !hasWords(branch)
}

function hasWords({ requirements }: Ranges): boolean {
  return requirements.some(({ kind }) => kind === 'words')
}

/** Why every asset that is this product ends with a person, at versions in question at least. */
function reviewReason({ subject, versions, status }: Entry): string | null {
  const { branch, trust } = versions
  if (subject.product.relationship !== null) return 'installed on another product'
  if (status === 'investigated') return 'under investigation'
  if (status === 'unstated') return 'listed without a status'
  if (subject.name.tokens.size === 0 && subject.orderNumbers.length === 0) return 'names no product'
  if (branch.kind === 'undecided') {
    return trust === 'name' ? null : `version text not understood (${branch.because})`
  }
  if (trust === 'name-says-more') return 'the product name says more than its version'
  return hasWords(branch) ? 'a condition in words' : null
}

function formOf({ versions: { branch } }: Entry): string {
  if (branch.kind === 'undecided') return 'not understood'
  const form = branch.rule.split(' + ').at(-1) ?? ''
  const axis = branch.axis.kind === 'firmware' || branch.axis.kind === 'named' ? '' : axisOf(branch)
  const beside = branch.requirements.length > 0 ? ', with a condition' : ''
  return `${form}${axis}${beside}`
}

function axisOf({ axis }: Ranges): string {
  return axis.kind === 'component' ? ', of a component' : ''
}

function rulesOf({ versions: { branch } }: Entry): readonly string[] {
  return branch.rule.split(' + ')
}

function vendorReport(
  advisories: readonly Advisory[],
  assets: readonly AssetFacts[],
): VendorReport {
  const names = new Set(
    advisories.flatMap(({ products }) => products.flatMap(({ vendor }) => vendor ?? [])),
  )
  const companies = new Set([...names].flatMap(vendorsNamed))
  const wholes = new Set([...names].flatMap((name) => vendorsNamed(name)[0] ?? []))
  const named = [...names].map(vendorsNamed).filter((all) => all.length > 1)
  const multiple = new Set(named.map(([whole]) => whole))
  const own = assets.map(({ vendor }) => vendor).filter((vendor) => vendor !== '')
  const unknown = own.filter((vendor) => !vendorsNamed(vendor).some((one) => companies.has(one)))
  return {
    names: names.size,
    companies: wholes.size,
    alike: alikeAmong([...wholes]).filter(([, longer]) => !multiple.has(longer)),
    unmatched: counted(unknown, assets.length),
  }
}

function alikeAmong(companies: readonly string[]): readonly (readonly [string, string])[] {
  const sorted = [...companies].filter((name) => plainText(name).length > 3).sort()
  return sorted.flatMap((name, at) => {
    const next = sorted[at + 1]
    return next?.startsWith(`${name} `) ? [[name, next] as const] : []
  })
}

function counted(names: readonly string[], of: number): readonly Counted[] {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .map(([name, count]) => ({ name, ...shareOf(count, of) }))
}

function shareOf(count: number, of: number): Share {
  return { count, percent: of === 0 ? 0 : Math.round((count / of) * 10_000) / 100 }
}
