export type {
  Advisory,
  FileHash,
  GenericUri,
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
export type {
  AssetFacts,
  FirmwareLine,
  HashFacts,
  Identifiers,
  InstalledFacts,
} from './asset-facts.ts'
export {
  type AssetFault,
  type AssetListRefusal,
  describeAssetListRefusal,
  readAssetList,
} from './asset-list.ts'
export {
  type CorpusReport,
  type Counted,
  corpusReport,
  type Share,
  type VendorReport,
} from './corpus-report.ts'
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
export { type AssetEnvironment, type ScoreAtAsset, scoreAtAsset } from './cvss/score-at-asset.ts'
export type { Complaint } from './document-cursor.ts'
export { type DocumentTerms, documentTerms, termFields } from './document-terms.ts'
export type { EnrichmentRefusal } from './enrichment/enrichment-refusal.ts'
export { type CisaPoints, type CveRecord, readCveRecord } from './enrichment/read-cve-record.ts'
export { type Epss, type EpssScore, readEpss } from './enrichment/read-epss.ts'
export { type Kev, type KevEntry, readKev } from './enrichment/read-kev.ts'
export { type Cpe, type CpeAttribute, type CpeValue, readCpe } from './identifiers/cpe.ts'
export { type PackageName, readPackageName } from './identifiers/package-name.ts'
export { linkOf } from './link-of.ts'
export { type AdvisoryIndex, indexAdvisories } from './matching/advisory-index.ts'
export { type AssetGroup, groupAssets } from './matching/asset-groups.ts'
export { type Match, matchAssetToAdvisory, type Verdict } from './matching/match.ts'
export { type MatchRun, type MatchStats, matchAll, statsOf } from './matching/match-all.ts'
export {
  type DescribedRun,
  describeGroups,
  type GroupFinding,
  type GroupRun,
  matchAsset,
  matchGroups,
} from './matching/match-groups.ts'
export { type NamedService, namedServices } from './named-services.ts'
export { preferredScore, type ShownScore, scoresThatCount, shownScore } from './preferred-score.ts'
export type { Confidence } from './products/product-identity.ts'
export { normalVendor, vendorsMayMeet } from './products/vendor-name.ts'
export {
  ADVISORY_BYTES_MAX,
  ADVISORY_DEPTH_MAX,
  type AdvisoryRefusal,
  describeAdvisoryRefusal,
  readAdvisory,
} from './read-advisory.ts'
export { softwareNamed } from './read-identifiers.ts'
export {
  type FixedVersion,
  fixedVersions,
  type Reversibility,
  reversibility,
} from './remediation.ts'
export { diffRevisions } from './revision-diff/diff-revisions.ts'
export {
  compareDocumentVersions,
  type Versioning,
  type VersionStep,
  versioningOf,
  versionRank,
  versionStep,
} from './revision-diff/document-version.ts'
export { sameEntry } from './revision-diff/later-entry.ts'
export { vulnerabilityNames } from './revision-diff/pair-vulnerabilities.ts'
export type { ChangedFact, RevisionChange } from './revision-diff/revision-change.ts'
export { changesFor, sameRemediation } from './revision-diff/same-remediation.ts'
export type { CsafVersion } from './validate/document-view.ts'
export type { Fault } from './validate/fault.ts'
export {
  type Preset,
  type TestResult,
  type ValidateOptions,
  type Validation,
  validateCsaf,
} from './validate/validate-csaf.ts'
export { fromNative, nativeSchemeNames } from './vers/from-native.ts'
export {
  type Comparator,
  type Constraint,
  readVers,
  type Vers,
  writeVers,
} from './vers/read-vers.ts'
export { compareText, type Order } from './vers/scheme.ts'
export { compareInScheme, versSchemeNames } from './vers/schemes.ts'
export type { VersRefusal } from './vers/vers-refusal.ts'
export { type CanonicalVers, canonicalVers, parseVers, versContains } from './vers/version-range.ts'
export { compareVersions, type VersionOrder } from './versions/compare-versions.ts'
export { readVersionText } from './versions/read-version-text.ts'
export { parseVersion, type Version } from './versions/version.ts'
export {
  type Ranges,
  type Standing,
  standingIn,
  type Undecided,
  type VersionCondition,
} from './versions/version-condition.ts'
