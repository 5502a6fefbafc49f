import {
  type AgeingFacts,
  attackedServices,
  type CaseSurroundings,
  type CompensatingControl,
  type TriageCase,
} from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { caseSurroundings } from '../read/case-surroundings.ts'

/** What a check of one control is asked of. */
export type ControlInputs = {
  readonly around: CaseSurroundings
  readonly services: ReturnType<typeof attackedServices>
  readonly score: number | null
  readonly cves: readonly string[]
  readonly title: string
  readonly advisoryVersion: string | null
}

/** Null where the case or its asset is gone. */
export async function controlInputs(
  platform: Platform,
  { caseId }: Pick<CompensatingControl, 'caseId'>,
): Promise<ControlInputs | null> {
  const row = await platform.store.readModel('case', caseId)
  if (row === null) return null
  const { id, finding } = row.body as unknown as TriageCase
  const around = await caseSurroundings(platform, { id, finding })
  if (around === null) return null
  const head = (await platform.advisories.heads()).find(
    ({ advisoryId }) => advisoryId === finding.advisoryId,
  )
  return {
    around,
    services: attackedServices(around),
    score: head?.summary.highestScore ?? null,
    cves: finding.cves,
    title: head?.summary.title ?? finding.advisoryId,
    advisoryVersion: head?.version ?? null,
  }
}

export async function ageingFacts(
  platform: Platform,
  control: CompensatingControl,
  inputs: ControlInputs | null,
): Promise<AgeingFacts> {
  const owner = await platform.people.byId(control.ownerId)
  const version = inputs?.advisoryVersion ?? null
  return {
    now: platform.now(),
    ownerIsThere: owner?.active === true,
    asset: inputs === null ? null : inputs.around.asset,
    advisory: version === null ? null : { version, highestScore: inputs?.score ?? null },
  }
}
