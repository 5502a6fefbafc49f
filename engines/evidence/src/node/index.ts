export { type NoteKeyPair, noteKeyFromSeed, readSignerKey, verifyEd25519 } from './ed25519.ts'
export { type EvidenceFolderOptions, verifyEvidenceFolder } from './evidence-folder.ts'
export {
  type FolderRefusal,
  type LedgerFolderOptions,
  ledgerFolder,
  verifyLedgerFolder,
} from './ledger-folder.ts'
export { nodeSha256 } from './sha256.ts'
