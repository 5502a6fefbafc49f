export { ARCHIVE_LIMITS, type ArchiveLimits } from './archive/archive-limits.ts'
export {
  type ArchivePart,
  FolderArchiveStage,
  type StagedArchive,
} from './archive/archive-stage.ts'
export {
  type ArchivedDocument,
  type ArchiveRefusal,
  type OpenArchive,
  openAdvisoryArchive,
  type PublishedBeside,
} from './archive/read-archive.ts'
export { type SignatureChecker, signatureChecker } from './check-signature.ts'
export {
  type Collected,
  type CollectOptions,
  type CollectRefusal,
  collectAdvisories,
  type RefusedDownload,
} from './collect.ts'
export { type FetchedFacts, fetchFacts } from './fetch-facts.ts'
export { hashFault } from './published-hash.ts'
export { readPublisherKey } from './publisher-key.ts'
export { SourceSpool, type SpooledDocument } from './source-spool.ts'
