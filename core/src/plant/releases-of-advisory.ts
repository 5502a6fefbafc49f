import type { Advisory, Product, Remediation, Vulnerability } from '@holdpoint/csaf'
import type { PatchRelease } from './patch-release.ts'
import { updateProduct } from './supersedence.ts'

/** As Microsoft names an article: in an address of its support or its catalogue, or by its letters. */
const ARTICLE = /(?:support\.microsoft\.com\/(?:[^\s]*\/)?|[?&]q=(?:KB)?|\bKB ?)(\d{6,7})\b/i
/** `10.0.17763.6189:Security Update:https://…`: the build that is repaired comes first. */
const BUILD = /^\s*(\d{1,5}(?:\.\d{1,6}){1,4})\s*:/
const REPLACED = /\b(?:supersedes?|replaces?)\b[:\s]*((?:(?:KB ?)?\d{6,7}(?:\s*(?:,|;|and)\s*)?)+)/i

/** Only of Microsoft's own documents: what another publisher says of an article is not its release. */
export function releasesUpdates({ publisherNamespace }: Advisory): boolean {
  return /^https?:\/\/(?:[a-z0-9-]+\.)*microsoft\.com(?:[/:]|$)/i.test(publisherNamespace)
}

/** Each article, or build where there is no article, that repairs something, for each product. */
export function releasesOfAdvisory(advisory: Advisory): readonly PatchRelease[] {
  if (!releasesUpdates(advisory)) return []
  const products = new Map(advisory.products.map((one) => [one.productId, one]))
  const rows = advisory.vulnerabilities.flatMap((vulnerability) =>
    vulnerability.remediations
      .filter(({ category }) => category === 'vendor_fix')
      .flatMap((fix) => {
        const fixed = fix.productIds.flatMap((id) => products.get(id) ?? [])
        const names = new Set(fixed.map(nameOf))
        return [...names].flatMap((product) =>
          releaseOf({ advisory, vulnerability, fix, product }, products),
        )
      }),
  )
  return joinReleases(rows)
}

type Fix = {
  readonly advisory: Advisory
  readonly vulnerability: Vulnerability
  readonly fix: Remediation
  readonly product: string
}

function releaseOf(
  { advisory, vulnerability, fix, product }: Fix,
  products: ReadonlyMap<string, Product>,
): readonly PatchRelease[] {
  const { details, url, date, restartRequired } = fix
  const build = BUILD.exec(details)?.[1] ?? fixedBuild(vulnerability, product, products)
  const article = ARTICLE.exec(details)?.[1] ?? ARTICLE.exec(url ?? '')?.[1]
  if (article === undefined && build === null) return []
  const replaced = REPLACED.exec(details)?.[1]?.match(/\d{6,7}/g)
  return [
    {
      id: article === undefined ? `${product} ${build}` : `KB${article}`,
      vendor: 'Microsoft',
      product,
      title: advisory.title,
      releasedOn: (date ?? advisory.initialReleaseAt).slice(0, 10),
      securityRelated: 'yes',
      fromVersion: null,
      toVersion: build,
      supersedes:
        replaced === undefined || replaced === null ? null : replaced.map((one) => `KB${one}`),
      restart: restarts[restartRequired ?? ''] ?? 'unknown',
      reversibility: 'unknown',
      cves: vulnerability.cve === null ? [] : [vulnerability.cve],
      source: advisory.publisherName,
    },
  ]
}

/** The words of CSAF 2.0, section 3.2.3.12.6; what reaches beyond one machine is a machine's at least. */
const restarts: Readonly<Record<string, PatchRelease['restart']>> = {
  none: 'none',
  vulnerable_component: 'service',
  service: 'service',
  dependencies: 'service',
  connected: 'machine',
  machine: 'machine',
  parent: 'machine',
  system: 'machine',
  zone: 'machine',
}

/** The name without its version: the branch of the product, where there is one. */
function nameOf({ productName, name }: Product): string {
  return (productName ?? name).trim()
}

function fixedBuild(
  { productStatus }: Vulnerability,
  product: string,
  products: ReadonlyMap<string, Product>,
): string | null {
  const builds = new Set(
    productStatus.fixed.flatMap((id) => {
      const fixed = products.get(id)
      const version = fixed?.versionCategory === 'product_version' ? fixed.versionText : null
      return fixed !== undefined && nameOf(fixed) === product && version !== null ? [version] : []
    }),
  )
  const [only] = builds
  return builds.size === 1 ? (only ?? null) : null
}

/**
 * One row for each update of a product: what one source leaves open another may say, and what they
 * say differently is not known. Vulnerabilities add up, as each advisory names its own.
 */
export function joinReleases(rows: readonly PatchRelease[]): readonly PatchRelease[] {
  const groups = new Map<string, PatchRelease[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.id.toLowerCase(), updateProduct(row.product)])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups.values()].map(joined)
}

function joined(rows: readonly PatchRelease[]): PatchRelease {
  const [first] = rows
  if (first === undefined) throw new Error('a group has a row')
  if (rows.length === 1) return first
  const all = <T>(of: (row: PatchRelease) => readonly T[]) => [...new Set(rows.flatMap(of))]
  const said = rows.flatMap(({ supersedes }) => (supersedes === null ? [] : supersedes))
  const anySaid = rows.some(({ supersedes }) => supersedes !== null)
  const days = all(({ releasedOn }) => (releasedOn === null ? [] : [releasedOn])).toSorted()
  const titles = all(({ title }) => (title === '' ? [] : [title]))
  return {
    ...first,
    title: titles.length > 1 ? `${titles.length} vulnerabilities` : (titles[0] ?? ''),
    releasedOn: days[0] ?? null,
    securityRelated: agreed(rows, ({ securityRelated }) => securityRelated) ?? 'unknown',
    fromVersion: agreed(rows, ({ fromVersion }) => fromVersion),
    toVersion: agreed(rows, ({ toVersion }) => toVersion),
    supersedes: anySaid ? [...new Set(said)] : null,
    restart: agreed(rows, ({ restart }) => restart) ?? 'unknown',
    reversibility: agreed(rows, ({ reversibility }) => reversibility) ?? 'unknown',
    cves: all(({ cves }) => cves),
    source: all(({ source }) => [source]).join('; '),
  }
}

/** What all who say something say; null where they differ or nobody does. */
function agreed<T extends string>(
  rows: readonly PatchRelease[],
  of: (row: PatchRelease) => T | null,
): T | null {
  const said = new Set(rows.map(of).filter((one) => one !== null && one !== 'unknown'))
  const [only] = said
  return said.size === 1 ? (only ?? null) : null
}
