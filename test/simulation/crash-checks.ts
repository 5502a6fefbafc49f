import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '@holdpoint/core'
import { parseVerifierKey } from '@holdpoint/evidence'
import { verifyLedgerFolder } from '@holdpoint/evidence/node'
import { exportLedgerFiles, openDatabase, openSiteStore } from '@holdpoint/postgres'
import type { Acknowledged } from './crash-people.ts'
import type { RoundPlace } from './crash-site.ts'
import type { Witness } from './plant-process.ts'

export type RoundEvidence = {
  readonly place: RoundPlace
  readonly changeId: string
  readonly acknowledged: readonly Acknowledged[]
  /** What the controller received in this round, by its own log, without acts done by hand. */
  readonly witness: readonly Witness[]
}

type Entry = {
  readonly kind: string
  readonly command: string
  readonly body: { readonly stepId?: string; readonly effectId?: string; readonly outcome?: string }
}

type Found = {
  readonly ledgerHolds: boolean
  readonly entries: readonly Entry[]
  readonly change: Change
  readonly effects: Readonly<Record<string, readonly string[]>>
}

/** Every breach of what a crash must not do; the server is gone when this looks. */
export async function breachesOf(evidence: RoundEvidence): Promise<readonly string[]> {
  const found = await look(evidence)
  return [
    ...(found.ledgerHolds ? [] : ['the ledger does not verify offline']),
    ...lostAcknowledgements(evidence.acknowledged, found.entries),
    ...sentTwice(evidence.witness, found.entries),
    ...actsBesideTheLedger(evidence.witness, found.entries),
    ...limbo(found),
  ]
}

function lostAcknowledgements(acknowledged: readonly Acknowledged[], entries: readonly Entry[]) {
  return acknowledged
    .filter(({ key, leaf }) => !isOwn(entries[leaf], key))
    .map(({ key, leaf }) => `acknowledged and lost: ${key} at ${leaf}`)
}

// A recall is answered with the entry of the change's newest event, which the server itself wrote.
function isOwn(entry: Entry | undefined, key: string): boolean {
  if (entry === undefined) return false
  if (key.endsWith('-recall')) return true
  // The new match that follows from a reading is a command of its own, named after the reading's.
  return entry.command.endsWith(`:${key}`) || entry.command.endsWith(`:${key}:rematch`)
}

function sentTwice(witness: readonly Witness[], entries: readonly Entry[]): string[] {
  const repeats = witness.filter(({ event }) => event === 'repeat')
  const accepted = witness.filter(({ event }) => event === 'accepted')
  const steps = accepted.map(({ id }) => stepOf(id, entries) ?? id)
  const twice = steps.filter((step, index) => steps.indexOf(step) !== index)
  return [
    ...repeats.map(({ id, command }) => `sent again: ${command} ${id}`),
    ...twice.map((step) => `acted twice: ${step}`),
  ]
}

function stepOf(effectId: string, entries: readonly Entry[]): string | null {
  const intent = entries.find(
    ({ kind, body }) => kind === 'step-intended' && body.effectId === effectId,
  )
  return intent?.body.stepId ?? null
}

/** The device did nothing that was not sent on record, and nothing that is on record as failed. */
function actsBesideTheLedger(witness: readonly Witness[], entries: readonly Entry[]): string[] {
  return witness.flatMap(({ id, command }) => {
    const ofEffect = entries.filter(({ body }) => body.effectId === id)
    if (!ofEffect.some(({ kind }) => kind === 'step-sent')) {
      return [`acted without a record: ${command} ${id}`]
    }
    const stepId = stepOf(id, entries)
    const said = entries.filter(
      ({ kind, body }) =>
        body.stepId === stepId && (kind === 'step-settled' || kind === 'step-reported'),
    )
    return said.at(-1)?.body.outcome === 'done' ? [] : [`acted, and on record as not: ${stepId}`]
  })
}

function limbo({ change, effects }: Found): string[] {
  const open = ['intended', 'sent', 'unknown'] as const
  const steps = Object.entries(change.run.steps)
    .filter(([, { status }]) => open.some((one) => one === status))
    .map(([stepId, { status }]) => `in limbo: step ${stepId} is ${status}`)
  const rows = open.flatMap((state) =>
    (effects[state] ?? []).map((id) => `in limbo: effect ${id} is ${state}`),
  )
  return [...steps, ...rows]
}

async function look({ place, changeId }: RoundEvidence): Promise<Found> {
  const { databaseUrl: url, dataFolder } = place
  const site = 'northbrook'
  const database = openDatabase({ url })
  const opened = await openSiteStore({ database, site, dataFolder })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store, checkpoints, signer, verifierKey } = opened.value
  const folder = join(dataFolder, 'ledger')
  mkdirSync(folder)
  const exported = await exportLedgerFiles({ database, site, checkpoints, signer, folder })
  const key = parseVerifierKey(verifierKey)
  const verdict = await verifyLedgerFolder(folder, { trustedKeys: key.ok ? [key.value] : [] })
  const { rows } = await database.pool.query<{ bytes: Buffer }>(
    'select bytes from ledger_entry where site_id = $1 order by leaf_index',
    [site],
  )
  const row = await store.readModel('change', changeId)
  const effects: Record<string, readonly string[]> = {}
  for (const state of ['intended', 'sent', 'unknown'] as const) {
    effects[state] = (await store.effectsIn(state)).map(({ effectId }) => effectId)
  }
  await store.close()
  await database.close()
  return {
    ledgerHolds:
      exported.ok && verdict.ok && verdict.value.ok && verdict.value.size === rows.length,
    entries: rows.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Entry),
    change: row?.body as unknown as Change,
    effects,
  }
}
