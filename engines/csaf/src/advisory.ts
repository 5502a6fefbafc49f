/**
 * One CSAF document as Holdpoint reads it: what a plant needs to decide, with the vendor's words
 * kept.
 */
export interface Advisory {
  readonly id: string
  readonly publisherNamespace: string
  readonly publisherName: string
  readonly title: string
  readonly version: string
  readonly status: string
  readonly initialReleaseAt: string
  readonly currentReleaseAt: string
  readonly revisionHistory: readonly Revision[]
  readonly products: readonly Product[]
  readonly vulnerabilities: readonly Vulnerability[]
}

export interface Revision {
  readonly number: string
  readonly at: string
  readonly summary: string
}

export interface Product {
  readonly productId: string
  /** From the root to the leaf; empty for a product listed outside the branches. */
  readonly path: readonly PathStep[]
  readonly name: string
  readonly vendor: string | null
  readonly productName: string | null
  readonly versionText: string | null
  readonly versionCategory: VersionCategory | null
  readonly helper: IdentificationHelper
  /** Set when the product exists only as "this, installed on that". */
  readonly relationship: Relationship | null
}

export interface PathStep {
  readonly category: string
  readonly name: string
}

export type VersionCategory = 'product_version' | 'product_version_range'

export interface IdentificationHelper {
  readonly modelNumbers: readonly string[]
  readonly serialNumbers: readonly string[]
  readonly skus: readonly string[]
  readonly cpe: string | null
  /** CSAF 2.0 has one, 2.1 a list. */
  readonly purls: readonly string[]
  readonly hashes: readonly FileHash[]
  readonly genericUris: readonly GenericUri[]
}

export interface GenericUri {
  readonly namespace: string
  readonly uri: string
}

export interface FileHash {
  readonly filename: string
  readonly algorithm: string
  readonly value: string
}

export interface Relationship {
  readonly category: string
  readonly productId: string
  readonly relatesToProductId: string
}

export interface Vulnerability {
  readonly cve: string | null
  readonly title: string | null
  readonly cwe: { readonly id: string; readonly name: string } | null
  readonly notes: readonly Note[]
  readonly productStatus: ProductStatus
  readonly scores: readonly Score[]
  readonly remediations: readonly Remediation[]
  readonly threats: readonly Threat[]
}

export interface Note {
  readonly category: string
  readonly title: string | null
  readonly text: string
}

export const productStatuses = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
  /** Since CSAF 2.1. */
  'unknown',
] as const

export type ProductStatusName = (typeof productStatuses)[number]

export type ProductStatus = Readonly<Record<ProductStatusName, readonly string[]>>

export interface Score {
  readonly version: string
  readonly vector: string
  readonly baseScore: number
  readonly baseSeverity: string | null
  readonly productIds: readonly string[]
  /** `linked`: only the vector stands in a reference; the score is what it comes to. */
  readonly origin: 'stated' | 'linked'
  /** Whom a metric of CSAF 2.1 names as its source. */
  readonly source: string | null
}

export const remediationCategories = [
  /** Since CSAF 2.1, as `optional_patch` is. */
  'fix_planned',
  'mitigation',
  'no_fix_planned',
  'none_available',
  'optional_patch',
  'vendor_fix',
  'workaround',
] as const

export type RemediationCategory = (typeof remediationCategories)[number]

export interface Remediation {
  readonly category: RemediationCategory
  readonly details: string
  readonly productIds: readonly string[]
  readonly url: string | null
  readonly restartRequired: string | null
  /** From when on it is there. */
  readonly date: string | null
}

export interface Threat {
  readonly category: string
  readonly details: string
  readonly productIds: readonly string[]
}
