import type { Advisory, Product } from '../advisory.ts'
import type { FirmwareLine } from '../asset-facts.ts'
import { type ProductSubject, productSubject } from '../products/subjects.ts'
import { type ProductVersions, versionsOf } from '../versions/product-versions.ts'
import { firmwareLines } from './firmware-lines.ts'
import { groupBy } from './group-by.ts'

/** One product entry of one advisory, read once for all assets. */
export interface Entry {
  readonly advisoryId: string
  readonly subject: ProductSubject
  readonly versions: ProductVersions
  readonly status: 'affected' | 'investigated' | 'cleared' | 'unstated'
  readonly cves: readonly string[]
  /** The vulnerabilities by index, for entries without a CVE id too. */
  readonly vulnerabilities: ReadonlySet<number>
  /** Entries under the same vendor and product name. */
  readonly group: string
  readonly line: FirmwareLine | null
  /** No other entry stands under the same vendor and product name. */
  readonly isAlone: boolean
  /** Nothing is asked but the product and its version. */
  readonly isPlain: boolean
  /** The hardware of an asset, or the series that it may name, has a say. */
  readonly asksHardware: boolean
  /** The version text counts in serial numbers. */
  readonly countsInSerials: boolean
}

export interface PreparedAdvisory {
  readonly id: string
  readonly entries: readonly Entry[]
}

export function prepareAdvisory(advisory: Advisory): PreparedAdvisory {
  const concerned = concernsOf(advisory)
  const drafts = advisory.products.flatMap((product) => {
    const concern = concerned.get(product.productId) ?? unstatedOf(advisory, product)
    if (concern === null) return []
    const subject = productSubject(product)
    const versions = versionsOf(product)
    const group = groupOf(subject, product)
    return [{ ...concern, subject, versions, group, ...askedBy(subject, versions) }]
  })
  const groups = groupBy(drafts, ({ group }) => group)
  const lines = new Map(
    [...groups].map(([group, members]) => [
      group,
      firmwareLines(
        advisory,
        members.map(({ subject, versions }) => ({
          productId: subject.product.productId,
          versions,
        })),
      ),
    ]),
  )
  const entries = drafts.map((draft) => ({
    ...draft,
    advisoryId: advisory.id,
    isAlone: groups.get(draft.group)?.length === 1,
    line: lines.get(draft.group)?.lineOf.get(draft.subject.product.productId) ?? null,
  }))
  return { id: advisory.id, entries }
}

function askedBy(subject: ProductSubject, versions: ProductVersions) {
  return {
    isPlain: isPlain(subject, versions),
    asksHardware: asksHardware(subject, versions),
    countsInSerials: [versions.branch, versions.name].some(
      (condition) => condition?.kind === 'ranges' && condition.axis.kind === 'serial-prefix',
    ),
  }
}

function isPlain({ name, product }: ProductSubject, { branch }: ProductVersions): boolean {
  const asks = branch.kind === 'ranges' && branch.requirements.length > 0
  const named = name.series.length > 0 || name.hardware !== null || name.release !== null
  return !asks && !named && product.relationship === null
}

function asksHardware({ name }: ProductSubject, { branch, name: said }: ProductVersions): boolean {
  if (name.hardware !== null || name.series.length > 0) return true
  return [branch, said].some(
    (condition) =>
      condition?.kind === 'ranges' &&
      (condition.axis.kind === 'named' ||
        condition.requirements.some(({ kind }) => kind === 'hardware')),
  )
}

function groupOf({ vendors }: ProductSubject, { productName, name }: Product): string {
  return `${vendors[0] ?? ''}\n${(productName ?? name).replace(/\s+/g, ' ').trim().toLowerCase()}`
}

const AFFECTED = ['known_affected', 'first_affected', 'last_affected'] as const
const CLEARED = ['known_not_affected', 'fixed', 'first_fixed'] as const

type Concern = Pick<Entry, 'status' | 'cves' | 'vulnerabilities'>

/**
 * Some documents list products in the tree and forget them in every status. A person has to ask;
 * only what is part of another product needs no status of its own.
 */
function unstatedOf(advisory: Advisory, { productId }: Product): Concern | null {
  const { products, vulnerabilities } = advisory
  const isPart = products.some(
    ({ relationship }) =>
      relationship?.productId === productId || relationship?.relatesToProductId === productId,
  )
  if (isPart) return null
  const cves = new Set(vulnerabilities.flatMap(({ cve }) => cve ?? []))
  return { status: 'unstated', cves: [...cves], vulnerabilities: new Set(vulnerabilities.keys()) }
}

/** Per product the worst status and the CVE ids that give it. */
function concernsOf({ vulnerabilities }: Advisory): ReadonlyMap<string, Concern> {
  const concerns = new Map<string, Concern>()
  const add = (status: Entry['status'], names: readonly (keyof ProductStatus)[]) => {
    for (const [index, { cve, productStatus }] of vulnerabilities.entries()) {
      for (const productId of names.flatMap((name) => productStatus[name])) {
        const before = concerns.get(productId)
        if (before !== undefined && before.status !== status) continue
        const cves = new Set([...(before?.cves ?? []), ...(cve === null ? [] : [cve])])
        const indices = new Set([...(before?.vulnerabilities ?? []), index])
        concerns.set(productId, { status, cves: [...cves], vulnerabilities: indices })
      }
    }
  }
  add('affected', AFFECTED)
  add('investigated', ['under_investigation', 'unknown'])
  add('cleared', CLEARED)
  return concerns
}

type ProductStatus = Advisory['vulnerabilities'][number]['productStatus']
