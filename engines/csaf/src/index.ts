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
export type { Complaint } from './document-cursor.ts'
export {
  ADVISORY_BYTES_MAX,
  ADVISORY_DEPTH_MAX,
  type AdvisoryRefusal,
  describeAdvisoryRefusal,
  readAdvisory,
} from './read-advisory.ts'
