import type { Advisory, AssetFacts } from '@holdpoint/csaf'

export function generatedAssets(
  advisories: readonly Advisory[],
  options: { readonly count: number; readonly products: number; readonly seed: number },
): AssetFacts[]

export function randomFrom(seed: number): () => number
