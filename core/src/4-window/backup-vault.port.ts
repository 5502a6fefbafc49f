import type { Result } from '@holdpoint/std'

export type BackupReceipt = {
  readonly sha256: string
  readonly sizeBytes: number
}

export type VaultRefusal =
  | { readonly kind: 'vault-full'; readonly why: string }
  | { readonly kind: 'vault-object-missing'; readonly sha256: string }
  | { readonly kind: 'vault-object-altered'; readonly sha256: string; readonly found: string }

/** Keeps images of controllers. Must survive power loss between any two calls. */
export interface BackupVault {
  /** Resolves only after the bytes are on the disk, sealed by digest and read back. */
  seal(bytes: Uint8Array): Promise<Result<BackupReceipt, VaultRefusal>>
  /** Reads the bytes again and compares the digest, every time. */
  readBack(sha256: string): Promise<Result<Uint8Array, VaultRefusal>>
}
