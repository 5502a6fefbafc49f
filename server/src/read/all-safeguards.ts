import type { SafeguardView } from '@holdpoint/api'
import { type Safeguard, shownToday } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import type { NameOf } from './people-names.ts'

export const SAFEGUARD_MODEL = 'safeguard'

export async function allSafeguards(platform: Platform): Promise<readonly Safeguard[]> {
  const rows = await platform.store.listModels(SAFEGUARD_MODEL)
  return rows
    .map(({ body }) => body as unknown as Safeguard)
    .toSorted((a, b) => (a.recordedAt < b.recordedAt ? 1 : -1))
}

export function safeguardView(
  safeguard: Safeguard,
  { now, nameOf }: { readonly now: string; readonly nameOf: NameOf },
): SafeguardView {
  const { shown, why } = shownToday(safeguard, now)
  const { inspection } = safeguard
  return {
    ...{ safeguard, shown, why, ownerName: nameOf(safeguard.ownerId) },
    inspectedByName: inspection === null ? null : nameOf(inspection.by),
    signedByName: inspection?.signedBy == null ? null : nameOf(inspection.signedBy),
    credit: shown !== null && safeguard.kind === 'access' ? 'controlled' : 'none',
  }
}
