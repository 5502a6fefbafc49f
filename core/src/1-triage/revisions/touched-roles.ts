import { type Advisory, type ChangedFact, changesFor, sameEntry } from '@holdpoint/csaf'
import type { Instant } from '../../plant/instant.ts'
import { type BoardRole, boardRoles } from '../../plant/role.ts'

const lead = 'ot-cybersecurity-lead'
const engineer = 'control-systems-engineer'
const operations = 'operations-manager'
const maintenance = 'maintenance-lead'
const safety = 'plant-safety-officer'

/** Whose decision a changed fact of an advisory touches; where nobody is named, nobody is asked. */
export const touchedRoles = {
  'product-added': [],
  'product-removed': [lead],
  'product-renumbered': [],
  'vulnerability-added': [lead],
  'vulnerability-removed': [lead],
  status: [lead],
  score: [lead],
  weakness: [lead],
  exploitation: [lead],
  targets: [lead],
  impact: [lead, safety],
  fix: [engineer],
  'fix-place': [maintenance],
  restart: [engineer, operations],
  'way-back': [engineer, operations, maintenance, safety],
  mitigation: [lead],
  text: [lead],
  title: [],
  publisher: [],
  history: [],
} as const satisfies Readonly<Record<ChangedFact, readonly BoardRole[]>>

/** When a role last decided or answered something that rests on the advisory. */
export type DecidedBy = { readonly role: BoardRole; readonly at: Instant }

export type KnownRevision = {
  readonly version: string
  readonly importedAt: Instant
  readonly advisory: Advisory
}

/** A role whose decision a newer revision touches, with what changed in words. */
export type AskedAgain = {
  readonly role: BoardRole
  readonly since: string
  readonly because: readonly string[]
}

/**
 * The roles to ask again, each held to the revision that it decided on. Who decided nothing yet is
 * not asked: what they will read is the latest.
 */
export function rolesAskedAgain(given: {
  readonly decided: readonly DecidedBy[]
  /** By their versions, the latest last. */
  readonly revisions: readonly KnownRevision[]
  readonly entry: { readonly version: string; readonly productId: string }
}): readonly AskedAgain[] {
  const { revisions, entry } = given
  const latest = revisions.at(-1)
  const opened = revisions.find(({ version }) => version === entry.version) ?? revisions[0]
  if (latest === undefined || opened === undefined) return []
  return boardRoles.flatMap((role): readonly AskedAgain[] => {
    const at = lastDecision(given.decided, role)
    if (at === null) return []
    const known = revisions.findLast(({ importedAt }) => importedAt <= at) ?? opened
    if (known === latest) return []
    const own = sameEntry(opened.advisory, entry.productId, known.advisory)
    if (own === null) return []
    const because = changesFor(known.advisory, latest.advisory, own)
      .filter(({ fact }) => (touchedRoles[fact] as readonly BoardRole[]).includes(role))
      .map(({ words }) => words)
    return because.length === 0 ? [] : [{ role, since: known.version, because }]
  })
}

function lastDecision(decided: readonly DecidedBy[], role: BoardRole): Instant | null {
  const own = decided.filter((one) => one.role === role).map(({ at }) => at)
  return own.toSorted().at(-1) ?? null
}
