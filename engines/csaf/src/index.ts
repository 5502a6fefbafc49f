export type {
  Advisory,
  FileHash,
  IdentificationHelper,
  Note,
  PathStep,
  Product,
  ProductStatus,
  ProductStatusName,
  Relationship,
  Remediation,
  RemediationCategory,
  Revision,
  Score,
  Threat,
  VersionCategory,
  Vulnerability,
} from './advisory.ts'
export type { AssetFacts, FirmwareLine } from './asset-facts.ts'
export {
  type AssetFault,
  type AssetListRefusal,
  describeAssetListRefusal,
  readAssetList,
} from './asset-list.ts'
export { type ColumnMapping, type MappedRow, mapAssetRow, suggestMapping } from './asset-row.ts'
export { compareVersions, type VersionOrder } from './compare-versions.ts'
export { CSV_BYTES_MAX, type Csv, type CsvRefusal, type CsvSeparator, readCsv } from './csv.ts'
export {
  type CvssNomenclature,
  type CvssScore,
  type CvssSeverity,
  cvss,
  scoreVector,
  severityOf,
} from './cvss/cvss.ts'
export { type CvssVersion, type MetricGroup, metricsOf } from './cvss/metrics.ts'
export {
  type CvssRefusal,
  type CvssVector,
  hasMetricOf,
  parseCvssVector,
  withMetrics,
} from './cvss/parse-vector.ts'
export type { Complaint } from './document-cursor.ts'
export { type Match, matchAssetToAdvisory, type Verdict } from './match.ts'
export { type MatchRun, type MatchStats, matchAll } from './match-all.ts'
export { type NamedService, namedServices } from './named-services.ts'
export type { Confidence } from './product-identity.ts'
export {
  ADVISORY_BYTES_MAX,
  ADVISORY_DEPTH_MAX,
  type AdvisoryRefusal,
  describeAdvisoryRefusal,
  readAdvisory,
} from './read-advisory.ts'
export { readVersionText } from './read-version-text.ts'
export {
  type FixedVersion,
  fixedVersions,
  type Reversibility,
  reversibility,
} from './remediation.ts'
export { normalVendor } from './vendor-name.ts'
export { parseVersion, type Version } from './version.ts'
export {
  type Ranges,
  type Standing,
  standingIn,
  type Undecided,
  type VersionCondition,
} from './version-condition.ts'
