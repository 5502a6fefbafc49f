import type { PlantBaseline } from '@holdpoint/core'
import type { Platform } from '../platform.ts'

export const BASELINE_MODEL = 'baseline'

/** The newest first, with those that are retired. */
export async function allBaselines(platform: Platform): Promise<readonly PlantBaseline[]> {
  const rows = await platform.store.listModels(BASELINE_MODEL)
  return rows
    .map(({ body }) => body as unknown as PlantBaseline)
    .toSorted((a, b) => (a.addedAt < b.addedAt ? 1 : -1))
}
