type Covers = { readonly patchId: string; readonly assetIds: string[] }

/** `patch: asset, asset`, one a line. A line without assets keeps none, and the contract refuses it. */
export function readCovers(text: string): Covers[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const colon = line.lastIndexOf(':')
      const patchId = (colon < 0 ? line : line.slice(0, colon)).trim()
      const assets = colon < 0 ? '' : line.slice(colon + 1)
      const assetIds = assets
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
      return { patchId, assetIds }
    })
}
