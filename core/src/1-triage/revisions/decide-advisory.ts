import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type BoardRole, roleWords } from '../../plant/role.ts'
import type { AdvisoryCommand, AdvisoryEvent } from './advisory-record.ts'

/** What the plant knows of an advisory at the moment of an act on it. */
export type AdvisoryFacts = Facts & {
  readonly advisoryId: string
  readonly vulnerabilities: readonly string[]
  /** Assets with a finding of this advisory, affected or for review. */
  readonly matchedAssetIds: readonly string[]
  /** Cases that rest on it, open or closed. */
  readonly cases: readonly { readonly id: string; readonly assetTag: string }[]
  /** In the case that the act is about, who is asked again. */
  readonly asked: readonly BoardRole[]
}

type Decided = Result<readonly AdvisoryEvent[], readonly Refusal[]>
type Of<Kind extends AdvisoryCommand['kind']> = Extract<AdvisoryCommand, { kind: Kind }>

const markers = ['ot-cybersecurity-lead', 'control-systems-engineer', 'maintenance-lead'] as const
const deleters = ['ot-cybersecurity-lead'] as const
const CASES_NAMED = 5

export function decideAdvisory(command: AdvisoryCommand, facts: AdvisoryFacts): Decided {
  const { personId } = facts.actor
  const by = { personId, at: facts.now }
  switch (command.kind) {
    case 'comment-on-advisory':
      return comment(command, facts)
    case 'mark-advisory-read': {
      const body = { version: command.version, ...by }
      return accept([{ kind: 'advisory-read', body }])
    }
    case 'mark-remediation':
      return mark(command, facts)
    case 'let-decision-stand':
      return stand(command, facts)
    case 'delete-advisory':
      return remove(command, facts)
    default:
      return unreachable(command)
  }
}

function comment({ text }: Of<'comment-on-advisory'>, facts: AdvisoryFacts): Decided {
  const { actor, now: at } = facts
  if (actor.roles.length === 0) {
    const what = 'Somebody without a role at this site reads, and does not write'
    return refuse([refusalOf('not-your-role', what, 'Ask the administrator for a role')])
  }
  if (text.trim() === '') return refuse([empty('The comment is empty')])
  const body = { text: text.trim(), personId: actor.personId, at }
  return accept([{ kind: 'advisory-commented', body }])
}

function mark(command: Of<'mark-remediation'>, facts: AdvisoryFacts): Decided {
  const { vulnerability, assetIds, status } = command
  const out: Refusal[] = []
  if (!holds(facts.actor, markers)) out.push(notYourRole(markers, 'Marking a remediation'))
  if (assetIds.length === 0) out.push(empty('No asset is named'))
  if (vulnerability !== null && !facts.vulnerabilities.includes(vulnerability)) {
    const what = `The advisory has no vulnerability "${vulnerability}"`
    out.push(refusalOf('no-such-vulnerability', what, 'Take its name from the advisory'))
  }
  for (const assetId of assetIds.filter((one) => !facts.matchedAssetIds.includes(one))) {
    const what = `${assetId} is not matched with this advisory`
    out.push(refusalOf('not-matched', what, 'Mark an asset that is matched'))
  }
  if (out.length > 0) return refuse(out)
  const names = vulnerability === null ? facts.vulnerabilities : [vulnerability]
  const by = { personId: facts.actor.personId, at: facts.now }
  const marks = names.flatMap((name) =>
    assetIds.map((assetId) => ({ vulnerability: name, assetId, status, ...by })),
  )
  return accept([{ kind: 'remediation-marked', body: { marks } }])
}

function stand(command: Of<'let-decision-stand'>, facts: AdvisoryFacts): Decided {
  const { role } = command
  const out: Refusal[] = []
  if (!holds(facts.actor, [role])) out.push(notYourRole([role], 'Letting this decision stand'))
  if (!facts.asked.includes(role)) {
    const what = `The ${roleWords[role]} is not asked again in this case`
    out.push(refusalOf('not-asked', what, 'Nothing is needed'))
  }
  if (command.reason.trim() === '') out.push(empty('A decision that stands needs a reason'))
  if (out.length > 0) return refuse(out)
  const { kind: _, ...said } = command
  const by = { personId: facts.actor.personId, at: facts.now }
  const body = { ...said, reason: command.reason.trim(), ...by }
  return accept([{ kind: 'decision-stands', body }])
}

/** Whatever a decision rests on stays; the entry of the import stays in any case. */
function remove({ reason }: Of<'delete-advisory'>, facts: AdvisoryFacts): Decided {
  const { actor, cases, advisoryId } = facts
  const out: Refusal[] = []
  if (!holds(actor, deleters)) out.push(notYourRole(deleters, 'Deleting an advisory'))
  if (cases.length > 0) {
    const named = cases.slice(0, CASES_NAMED).map(({ id, assetTag }) => `${id} (${assetTag})`)
    const more = cases.length > CASES_NAMED ? ` and ${cases.length - CASES_NAMED} more` : ''
    const what = `${advisoryId} stays: these cases rest on it: ${named.join(', ')}${more}`
    out.push(refusalOf('cases-rest-on-it', what, 'Keep it; what was decided must stay readable'))
  }
  if (reason.trim() === '') out.push(empty('Deleting needs a reason'))
  if (out.length > 0) return refuse(out)
  const body = { advisoryId, reason: reason.trim(), personId: actor.personId, at: facts.now }
  return accept([{ kind: 'advisory-deleted', body }])
}

function empty(what: string): Refusal {
  return refusalOf('empty-text', what, 'Write it')
}
