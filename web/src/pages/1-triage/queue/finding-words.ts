import type { FindingRow } from '@holdpoint/api'

export type FindingKey = Pick<FindingRow, 'assetId' | 'advisoryId' | 'productId'>

export function keyOf({ assetId, advisoryId, productId }: FindingKey): string {
  return JSON.stringify([assetId, advisoryId, productId])
}

export function whereOf(row: FindingRow): string {
  const level = row.level === null ? 'level not recorded' : `level ${row.level}`
  return `${row.assetFirmware ?? 'firmware not recorded'}, ${row.zone}, ${level}`
}

/** What an act on this finding is called. */
export function findingWords(row: FindingRow): string {
  return `for ${row.assetTag}, ${row.advisoryId}, ${row.productId}`
}
