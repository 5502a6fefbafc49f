/** `1756-EN2T/D` and `1756-L61/B LOGIX5561` carry the catalogue number and the series letter. */
const CATALOGUE = /^([0-9][0-9A-Z]*-[0-9A-Z-]+)(?:\/([A-Z]))?(?:\s|$)/

export function catalogueNumber(product: string): {
  readonly orderNumber: string | null
  readonly series: string | null
} {
  const match = CATALOGUE.exec(product)
  return { orderNumber: match?.[1] ?? null, series: match?.[2] ?? null }
}
