export type EmbeddedRefusal =
  | { readonly kind: 'platform-not-shipped'; readonly platform: string; readonly clearedBy: string }
  | { readonly kind: 'data-folder-refused'; readonly folder: string; readonly why: string }
  | { readonly kind: 'data-folder-in-use'; readonly folder: string; readonly postmaster: number }
  | {
      readonly kind: 'database-did-not-start'
      readonly folder: string
      readonly why: string
      readonly log: string
    }

/** One line for a terminal: what, where, and what clears it. */
export function embeddedRefusalLine(refusal: EmbeddedRefusal): string {
  switch (refusal.kind) {
    case 'platform-not-shipped':
      return `no database is shipped for ${refusal.platform}: ${refusal.clearedBy}`
    case 'data-folder-refused':
      return `data folder ${refusal.folder} refused: ${refusal.why}`
    case 'data-folder-in-use':
      return (
        `data folder ${refusal.folder} is in use by another running server ` +
        `(its database is process ${refusal.postmaster}): stop that server first`
      )
    case 'database-did-not-start':
      return `the database in ${refusal.folder} did not start: ${refusal.why} (log: ${refusal.log})`
  }
}
