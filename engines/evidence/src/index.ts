export { canonicalDigest } from './canonical-digest.ts'
export {
  canonicalise,
  canonicalJson,
  type NotCanonical,
  readCanonicalJson,
} from './canonical-json.ts'
export {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  formatFrontier,
  frontierRoot,
  type MalformedFrontier,
  parseFrontier,
} from './frontier.ts'
export {
  encodeLedgerEntry,
  isLedgerInstant,
  type LedgerEntry,
  type LedgerEntryRefusal,
  parseLedgerEntry,
} from './ledger-entry.ts'
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type SubtreeConsistencyClaim,
  type SubtreeInclusionClaim,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from './merkle-proof.ts'
export { emptyRoot, leafHash, nodeHash } from './merkle-tree.ts'
export {
  consistencyProof,
  inclusionProof,
  type ProofSource,
  type ReadNode,
} from './proof-builder.ts'
export { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
