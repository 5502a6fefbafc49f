import type { AssetOnMap } from '@holdpoint/api'

export const standings = ['all', 'affected', 'review', 'no-finding'] as const

export type Standing = (typeof standings)[number]

/** The ids of what was asked for; null when nothing was. Every word must be found somewhere. */
export function findAssets(
  assets: readonly AssetOnMap[],
  asked: { readonly words: string; readonly standing: Standing },
): ReadonlySet<string> | null {
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0 && asked.standing === 'all') return null
  return new Set(
    assets
      .filter((asset) => stands(asset, asked.standing))
      .filter((asset) => {
        const { tag, kind, vendor, product, firmware, zone, address } = asset
        const text = [tag, kind, vendor, product, firmware, zone, address].join(' ').toLowerCase()
        return words.every((word) => text.includes(word))
      })
      .map((asset) => asset.id),
  )
}

function stands({ affected, review }: AssetOnMap, standing: Standing): boolean {
  switch (standing) {
    case 'all':
      return true
    case 'affected':
      return affected > 0
    case 'review':
      return review > 0
    case 'no-finding':
      return affected === 0 && review === 0
  }
}
