import {
  type AdvisoryCommand,
  type AdvisoryEvent,
  type AdvisoryFacts,
  type AdvisoryRecord,
  decideAdvisory,
  emptyRecord,
  evolveAdvisory,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'
import { vulnerabilityNames } from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { caseRevision } from '../read/case-revision.ts'
import { ADVISORY_RELEASES_MODEL } from '../read/known-releases.ts'
import { noSuch } from '../read/no-such.ts'
import { type Aggregate, actOnStream, asJson, nothingBeside } from './act-on-stream.ts'
import { matchAgain } from './match-again.ts'
import { findAdvisory } from './match-plant.ts'

const RECORD = 'advisory-record'

const advisoryAggregate: Aggregate<AdvisoryRecord, AdvisoryCommand, AdvisoryEvent, AdvisoryFacts> =
  {
    stream: (id) => `advisory/${id}`,
    evolve: (state, event) => evolveAdvisory(state ?? emptyRecord(''), event),
    decide: (_, command, facts) => decideAdvisory(command, facts),
    beside: ({ id, after, events }) => ({
      ...nothingBeside,
      readModels: [
        { kind: RECORD, id, body: asJson({ ...after, id }) },
        // The updates that only it named go with it.
        ...(events.some(({ kind }) => kind === 'advisory-deleted')
          ? [{ kind: ADVISORY_RELEASES_MODEL, id, body: null }]
          : []),
      ],
    }),
  }

export async function advisoryRecord(platform: Platform, id: string): Promise<AdvisoryRecord> {
  const row = await platform.store.readModel(RECORD, id)
  return row === null ? emptyRecord(id) : (row.body as unknown as AdvisoryRecord)
}

export async function advisoryRecords(platform: Platform): Promise<readonly AdvisoryRecord[]> {
  const rows = await platform.store.listModels(RECORD)
  return rows.map((row) => row.body as unknown as AdvisoryRecord)
}

type Act = Acting & { readonly id: string; readonly command: AdvisoryCommand }

/** One act on an advisory, judged by what the plant knows of it now. */
export async function actOnAdvisory(
  platform: Platform,
  act: Act,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  const known = await platform.store.findReceipt(act.commandId)
  const advisory = await findAdvisory(platform, act.id)
  // A deletion that is sent again finds nothing, and was done.
  if (advisory === null && known === null) return refuse(noSuch('advisory', act.id))
  const facts: AdvisoryFacts = {
    now: platform.now(),
    actor: act.actor,
    advisoryId: act.id,
    vulnerabilities: advisory === null ? [] : vulnerabilityNames(advisory),
    ...(await factsOf(platform, act)),
  }
  const acted = await actOnStream(platform, advisoryAggregate, { ...act, facts })
  if (!acted.ok) return acted
  if (act.command.kind === 'delete-advisory') {
    // The entry stands before the document goes: a crash between leaves it to be deleted again.
    await platform.advisories.remove(act.id)
    await matchAgain(platform, act.actor)
  }
  return accept({ leaf: acted.value.leaf })
}

async function factsOf(platform: Platform, { id, command }: Act) {
  const cases = (await platform.store.listModels('case'))
    .map((row) => row.body as unknown as TriageCase)
    .filter(({ finding }) => finding.advisoryId === id)
  const matched = (await platform.findings.ofAdvisory(id)).filter(
    ({ verdict }) => verdict !== 'not-affected',
  )
  const about =
    command.kind === 'let-decision-stand'
      ? cases.find((one) => one.id === command.caseId)
      : undefined
  const asked = about === undefined ? [] : (await caseRevision(platform, about)).asked
  return {
    matchedAssetIds: [...new Set(matched.map(({ assetId }) => assetId))],
    cases: cases.map((one) => ({ id: one.id, assetTag: one.finding.assetTag })),
    asked: asked.map(({ role }) => role),
  }
}
