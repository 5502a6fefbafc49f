export { canonicalDigest } from './canonical-digest.ts'
export {
  canonicalise,
  canonicalJson,
  type NotCanonical,
  readCanonicalJson,
} from './canonical-json.ts'
export {
  type Checkpoint,
  type CheckpointRefusal,
  formatCheckpoint,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { isStrictEd25519 } from './ed25519-strict.ts'
export { ENTRY_BYTES_MAX, encodeBundle, splitBundle } from './entry-bundle.ts'
export {
  isPackPath,
  type PackEntry,
  type PackFile,
  type PackManifest,
} from './evidence-pack.ts'
export {
  buildEvidencePack,
  type EvidencePackContent,
  type PackBuildRefusal,
} from './evidence-pack-builder.ts'
export {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  formatFrontier,
  frontierRoot,
  type MalformedFrontier,
  parseFrontier,
} from './frontier.ts'
export { hmacSha256 } from './hmac.ts'
export {
  encodeLedgerEntry,
  isLedgerInstant,
  type LedgerEntry,
  type LedgerEntryRefusal,
  parseLedgerEntry,
} from './ledger-entry.ts'
export type { LedgerFiles, LedgerSource } from './ledger-files.port.ts'
export type { KeyOrigin } from './ledger-trust.ts'
export {
  type LedgerWriteRefusal,
  type LedgerWriting,
  type WrittenLedger,
  writeLedgerFiles,
} from './ledger-writer.ts'
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
  formatSignerKey,
  formatVerifierKey,
  type MalformedKey,
  makeNoteKey,
  type NoteKey,
  parseSignerKey,
  parseVerifierKey,
  type SignerKeyText,
} from './note-key.ts'
export {
  consistencyProof,
  inclusionProof,
  type ProofSource,
  type ReadNode,
} from './proof-builder.ts'
export { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
export {
  formatNote,
  type NoteRefusal,
  type NoteSignature,
  type NoteSigner,
  type NoteTrust,
  openNote,
  parseNote,
  type SignedNote,
  signNote,
  type VerifyEd25519,
} from './signed-note.ts'
export { tileNodes } from './tile-nodes.ts'
export { edgeTiles, type TileAddress, tilePath } from './tile-path.ts'
export { type Tile, TileStack } from './tile-stack.ts'
export {
  type PackFailure,
  type PackFailureCode,
  type PackSource,
  type PackVerdict,
  type PackVerification,
  packInMemory,
  verifyEvidencePack,
} from './verify-evidence-pack.ts'
export {
  type LedgerFault,
  type LedgerFaultCode,
  type LedgerVerdict,
  type LedgerVerification,
  verifyLedger,
} from './verify-ledger.ts'
