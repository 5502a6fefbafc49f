import { createHash } from 'node:crypto'
import type { AdvisoriesImported } from '@holdpoint/api'
import { type Actor, holds, notYourRole, type Refusal } from '@holdpoint/core'
import { describeAdvisoryRefusal, readAdvisory } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { runMatching } from './match-plant.ts'
import { record } from './record.ts'

export type AdvisoryDocument = { readonly fileName: string; readonly content: string }

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** A bad document is refused by name and the rest goes on; nothing is changed by a bad one. */
export async function importAdvisories(
  platform: Platform,
  documents: readonly AdvisoryDocument[],
  acting: { readonly actor: Actor; readonly commandId: string },
): Promise<Result<AdvisoriesImported, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) {
    return refuse([notYourRole(importers, 'Importing advisories')])
  }
  const refused: { fileName: string; where: string; why: string }[] = []
  const taken: { advisoryId: string; version: string; sha256: string }[] = []
  let unchanged = 0
  for (const { fileName, content } of documents) {
    const bytes = new TextEncoder().encode(content)
    const read = readAdvisory(bytes)
    if (!read.ok) {
      const why = describeAdvisoryRefusal(read.refusal)
      refused.push({ fileName, where: fileName, why })
      continue
    }
    const { id: advisoryId, version } = read.value
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const importedAt = platform.now()
    const stored = await platform.advisories.put({ advisoryId, version, sha256, bytes, importedAt })
    if (stored === 'unchanged') unchanged += 1
    else taken.push({ advisoryId, version, sha256 })
  }
  if (taken.length === 0 && refused.length === 0) {
    return accept({ stored: 0, unchanged, refused, leaf: null, matching: null })
  }
  const body = {
    stored: taken.length,
    unchanged,
    refused: refused.length,
    documents: taken.slice(0, 200),
    refusals: refused.slice(0, 50),
  }
  const recorded = await record(platform, {
    ...acting,
    stream: 'advisories',
    event: { kind: 'advisories-imported', body },
    readModels: [],
  })
  if (!recorded.ok) return recorded
  const matching = taken.length > 0 ? await runMatching(platform, acting.actor) : null
  return accept({ stored: taken.length, unchanged, refused, leaf: recorded.value, matching })
}
