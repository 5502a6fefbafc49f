import type { CaseRevisionView } from '@holdpoint/api'
import {
  type AdvisoryRecord,
  type Change,
  type DecidedBy,
  decidedOnCase,
  type KnownRevision,
  rolesAskedAgain,
  type TriageCase,
} from '@holdpoint/core'
import { changesFor, sameEntry, sameRemediation } from '@holdpoint/csaf'
import type { Platform } from '../platform.ts'
import { peopleNames } from './people-names.ts'
import { knownRevisions, shownChange } from './revisions.ts'

type Asked = CaseRevisionView['asked']

/** What newer revisions mean for a case; nothing of it is reset by them. */
export async function caseRevision(
  platform: Platform,
  found: TriageCase,
): Promise<CaseRevisionView> {
  const { advisoryId, advisoryVersion: openedWith, productId } = found.finding
  const revisions = await knownRevisions(platform, advisoryId)
  const row = await platform.store.readModel('advisory-record', advisoryId)
  const record = (row?.body ?? null) as unknown as AdvisoryRecord | null
  const changes = await platform.store.listModels('change')
  const nameOf = await peopleNames(platform)
  const opened = revisions.find(({ version }) => version === openedWith) ?? revisions[0]
  const latest = revisions.at(-1)
  const both = opened === undefined || latest === undefined || opened === latest
  return {
    advisoryId,
    openedWith,
    latest: latest?.version ?? null,
    remediation: both ? 'unchanged' : remediationOf(opened, latest, productId),
    changes: both ? [] : changesFor(opened.advisory, latest.advisory, productId).map(shownChange),
    asked: askedAgain(found, {
      revisions,
      record,
      changes: changes.map((one) => one.body as unknown as Change),
    }),
    standing: (record?.standing ?? [])
      .filter(({ caseId }) => caseId === found.id)
      .map(({ role, version, reason, personId, at }) => ({
        ...{ role, version, reason, at },
        byName: nameOf(personId),
      })),
  }
}

function remediationOf(
  opened: KnownRevision,
  latest: KnownRevision,
  productId: string,
): CaseRevisionView['remediation'] {
  if (sameEntry(opened.advisory, productId, latest.advisory) === null) return 'entry-gone'
  const isSame = sameRemediation(opened.advisory, latest.advisory, productId)
  return isSame ? 'unchanged' : 'changed'
}

/** Answers in the case, signatures on its changes, and decisions that stand: the newest counts. */
function askedAgain(
  found: TriageCase,
  known: {
    readonly revisions: readonly KnownRevision[]
    readonly record: AdvisoryRecord | null
    readonly changes: readonly Change[]
  },
): Asked {
  const { advisoryVersion: version, productId } = found.finding
  if (found.state === 'closed' || known.revisions.length < 2) return []
  const own = known.changes.filter(({ caseId }) => caseId === found.id)
  // A change that is closed is done: what came after it is for a new case.
  if (own.length > 0 && own.every(({ state }) => state === 'closed')) return []
  const decided: readonly DecidedBy[] = [
    ...decidedOnCase(found),
    ...own.flatMap(({ board }) => board.signatures.map(({ role, at }) => ({ role, at }))),
    ...(known.record?.standing ?? []).filter(({ caseId }) => caseId === found.id),
  ]
  const { revisions } = known
  return rolesAskedAgain({ decided, revisions, entry: { version, productId } })
}

/** Over all open cases; most advisories have one revision and cost nothing. */
export async function askedInCases(
  platform: Platform,
  cases: readonly TriageCase[],
): Promise<readonly { readonly found: TriageCase; readonly asked: Asked }[]> {
  const heads = await platform.advisories.heads()
  const revised = new Set(
    heads.filter(({ revisions }) => revisions > 1).map(({ advisoryId }) => advisoryId),
  )
  const out: { found: TriageCase; asked: Asked }[] = []
  for (const found of cases) {
    if (found.state === 'closed' || !revised.has(found.finding.advisoryId)) continue
    const { asked } = await caseRevision(platform, found)
    if (asked.length > 0) out.push({ found, asked })
  }
  return out
}
