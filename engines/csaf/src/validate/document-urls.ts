import type { CsafDocument, FullProductName } from './csaf-document.ts'

export interface DocumentUrl {
  readonly value: string
  readonly path: string
  /** The document names it as a place of itself. */
  readonly isSelf: boolean
}

/** Every URL of a document that the tests on resolving look at. */
export function urlsOf(csaf: CsafDocument): readonly DocumentUrl[] {
  const found: DocumentUrl[] = []
  const add = (value: string | undefined, path: string, isSelf = false) => {
    if (value !== undefined) found.push({ value, path, isSelf })
  }
  const { document = {}, product_tree: tree = {}, vulnerabilities = [] } = csaf
  aboutAll(document, '/document', add)
  add(document.aggregate_severity?.namespace, '/document/aggregate_severity/namespace')
  add(document.distribution?.tlp?.url, '/document/distribution/tlp/url')
  add(document.publisher?.namespace, '/document/publisher/namespace')
  for (const [i, one] of (tree.full_product_names ?? []).entries()) {
    ofProduct(one, `/product_tree/full_product_names/${i}`, add)
  }
  for (const [i, one] of vulnerabilities.entries()) {
    const path = `/vulnerabilities/${i}`
    aboutAll(one, path, add)
    for (const [j, { url }] of (one.remediations ?? []).entries()) {
      add(url, `${path}/remediations/${j}/url`)
    }
  }
  return found
}

type Add = (value: string | undefined, path: string, isSelf?: boolean) => void

function aboutAll(
  part: Pick<NonNullable<CsafDocument['document']>, 'acknowledgments' | 'references'>,
  path: string,
  add: Add,
): void {
  for (const [i, { urls = [] }] of (part.acknowledgments ?? []).entries()) {
    for (const [j, url] of urls.entries()) add(url, `${path}/acknowledgments/${i}/urls/${j}`)
  }
  for (const [i, { url, category }] of (part.references ?? []).entries()) {
    add(url, `${path}/references/${i}/url`, category === 'self')
  }
}

function ofProduct(product: FullProductName, path: string, add: Add): void {
  const helper = product.product_identification_helper ?? {}
  const at = `${path}/product_identification_helper`
  for (const [i, url] of (helper.sbom_urls ?? []).entries()) add(url, `${at}/sbom_urls/${i}`)
  for (const [i, { namespace, uri }] of (helper.x_generic_uris ?? []).entries()) {
    add(namespace, `${at}/x_generic_uris/${i}/namespace`)
    add(uri, `${at}/x_generic_uris/${i}/uri`)
  }
}

// RFC 2606 and RFC 6761 keep these names out of the public DNS for ever.
const NEVER_RESOLVES = /^(?:[^/]*\.)?(?:invalid|test|example|localhost|local|internal|onion)\.?$/i

/** Why a URL does not resolve, as far as that is known; null where nothing speaks against it. */
export function urlFault(url: string, statuses: ReadonlyMap<string, number | null>): string | null {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(url)?.[1]
  if (host !== undefined && NEVER_RESOLVES.test(host))
    return `${host} is a name that never resolves`
  const status = statuses.get(url)
  if (status === undefined) return null
  if (status === null) return 'does not resolve'
  return status >= 200 && status < 400 ? null : `answers with the status ${status}`
}
