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
export { emptyRoot, leafHash, nodeHash } from './merkle-tree.ts'
export { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
