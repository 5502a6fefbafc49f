import type { JsonValue } from '@holdpoint/std'

// A CSAF document of either version whose parts have the JSON types of the schema. Everything may
// be missing: the rules also run on documents that the schema refuses.

export interface CsafDocument {
  readonly $schema?: string
  readonly document?: DocumentPart
  readonly product_tree?: ProductTree
  readonly vulnerabilities?: readonly Vulnerability[]
  readonly x_extensions?: readonly Extension[]
}

export interface DocumentPart {
  readonly acknowledgments?: readonly Acknowledgment[]
  readonly aggregate_severity?: { readonly text?: string; readonly namespace?: string }
  readonly category?: string
  readonly csaf_version?: string
  readonly distribution?: {
    readonly text?: string
    readonly tlp?: { readonly label?: string; readonly url?: string }
    readonly sharing_group?: { readonly id?: string; readonly name?: string }
  }
  readonly lang?: string
  readonly license_expression?: string
  readonly notes?: readonly Note[]
  readonly publisher?: {
    readonly category?: string
    readonly name?: string
    readonly namespace?: string
    readonly issuing_authority?: string
  }
  readonly references?: readonly Reference[]
  readonly source_lang?: string
  readonly title?: string
  readonly tracking?: Tracking
  readonly x_extensions?: readonly Extension[]
}

export interface Tracking {
  readonly aliases?: readonly string[]
  readonly current_release_date?: string
  readonly generator?: { readonly date?: string }
  readonly id?: string
  readonly initial_release_date?: string
  readonly revision_history?: readonly {
    readonly date?: string
    readonly number?: string
    readonly summary?: string
  }[]
  readonly status?: string
  readonly version?: string
}

/** Names the products and product groups that a thing is about. */
export interface Whose {
  readonly group_ids?: readonly string[]
  readonly product_ids?: readonly string[]
}

export interface Acknowledgment {
  readonly summary?: string
  readonly urls?: readonly string[]
}

export interface Note extends Whose {
  readonly audience?: string
  readonly category?: string
  readonly text?: string
  readonly title?: string
}

export interface Reference {
  readonly category?: string
  readonly summary?: string
  readonly url?: string
}

export interface Extension {
  readonly $schema?: string
  readonly category?: string
  readonly critical?: boolean
  readonly content?: { readonly [key: string]: JsonValue }
}

export interface ProductTree {
  readonly branches?: readonly Branch[]
  readonly full_product_names?: readonly FullProductName[]
  readonly product_groups?: readonly {
    readonly group_id?: string
    readonly product_ids?: readonly string[]
    readonly summary?: string
  }[]
  readonly relationships?: readonly {
    readonly category?: string
    readonly full_product_name?: FullProductName
    readonly product_reference?: string
    readonly relates_to_product_reference?: string
  }[]
  readonly product_paths?: readonly {
    readonly beginning_product_reference?: string
    readonly full_product_name?: FullProductName
    readonly subpaths?: readonly {
      readonly category?: string
      readonly next_product_reference?: string
    }[]
  }[]
}

export interface Branch {
  readonly branches?: readonly Branch[]
  readonly category?: string
  readonly name?: string
  readonly product?: FullProductName
}

export interface FullProductName {
  readonly name?: string
  readonly product_id?: string
  readonly product_identification_helper?: IdentificationHelper
  readonly x_extensions?: readonly Extension[]
}

export interface IdentificationHelper {
  readonly cpe?: string
  readonly hashes?: readonly {
    readonly filename?: string
    readonly file_hashes?: readonly { readonly algorithm?: string; readonly value?: string }[]
  }[]
  readonly model_numbers?: readonly string[]
  readonly purl?: string
  readonly purls?: readonly string[]
  readonly sbom_urls?: readonly string[]
  readonly serial_numbers?: readonly string[]
  readonly skus?: readonly string[]
  readonly x_generic_uris?: readonly { readonly namespace?: string; readonly uri?: string }[]
}

export interface Vulnerability {
  readonly acknowledgments?: readonly Acknowledgment[]
  readonly cve?: string
  readonly cwe?: Cwe
  readonly cwes?: readonly Cwe[]
  readonly disclosure_date?: string
  readonly discovery_date?: string
  readonly first_known_exploitation_dates?: readonly (Whose & {
    readonly date?: string
    readonly exploitation_date?: string
  })[]
  readonly flags?: readonly (Whose & { readonly date?: string; readonly label?: string })[]
  readonly ids?: readonly (Whose & { readonly system_name?: string; readonly text?: string })[]
  readonly involvements?: readonly (Whose & {
    readonly date?: string
    readonly party?: string
    readonly status?: string
    readonly summary?: string
  })[]
  readonly metrics?: readonly Metric[]
  readonly notes?: readonly Note[]
  readonly product_status?: Readonly<Record<string, readonly string[] | undefined>>
  readonly references?: readonly Reference[]
  readonly release_date?: string
  readonly remediations?: readonly Remediation[]
  readonly scores?: readonly {
    readonly cvss_v2?: CvssObject
    readonly cvss_v3?: CvssObject
    readonly products?: readonly string[]
  }[]
  readonly threats?: readonly (Whose & {
    readonly category?: string
    readonly date?: string
    readonly details?: string
  })[]
  readonly title?: string
  readonly x_extensions?: readonly Extension[]
}

export interface Cwe {
  readonly id?: string
  readonly name?: string
  readonly version?: string
}

export interface Remediation extends Whose {
  readonly category?: string
  readonly date?: string
  readonly details?: string
  readonly restart_required?: { readonly category?: string; readonly details?: string }
  readonly url?: string
}

export interface Metric {
  readonly content?: {
    readonly cvss_v2?: CvssObject
    readonly cvss_v3?: CvssObject
    readonly cvss_v4?: CvssObject
    readonly epss?: {
      readonly percentile?: string
      readonly probability?: string
      readonly timestamp?: string
    }
    readonly qualitative_severity_rating?: string
    readonly ssvc_v2?: SsvcSelectionList
    readonly x_extensions?: readonly Extension[]
  }
  readonly products?: readonly string[]
  readonly source?: string
}

/** A CVSS object: `version`, `vectorString`, scores, severities and metrics, as written. */
export type CvssObject = Readonly<Record<string, JsonValue | undefined>>

export interface SsvcSelectionList {
  readonly timestamp?: string
  readonly schemaVersion?: string
  readonly target_ids?: readonly string[]
  readonly selections?: readonly SsvcSelection[]
  readonly decision_point_resources?: readonly { readonly summary?: string }[]
}

export interface SsvcSelection {
  readonly namespace?: string
  readonly key?: string
  readonly version?: string
  readonly name?: string
  readonly definition?: string
  readonly values?: readonly {
    readonly key?: string
    readonly name?: string
    readonly definition?: string
  }[]
}
