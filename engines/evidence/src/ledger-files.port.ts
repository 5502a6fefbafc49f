/** Reads a ledger folder. Paths are relative, with slashes, of our own making. */
export interface LedgerSource {
  /** Null where there is no such file. Rejects where it cannot be read. */
  read(path: string): Promise<Uint8Array | null>
}

/** Keeps a ledger folder. */
export interface LedgerFiles extends LedgerSource {
  /** Resolves once the file would survive power loss; until then the old content stays whole. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Removes the folder `<tilePath>.p` with all it holds; it may be absent. */
  removePartials(tilePath: string): Promise<void>
}
