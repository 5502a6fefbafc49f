import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { type Facts, holds } from '../plant/actor.ts'
import type { MissingUpdate } from '../plant/patch-release.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import type { Role } from '../plant/role.ts'
import { askTables, ssvcAlone, type TablesInForce } from './decide/ask-tables.ts'
import { qualificationRefusals } from './decide/qualified-means.ts'
import { type ControlProof, creditsLost, verifiedControls } from './decide/verified-controls.ts'
import { againstEvidence, answersBeside, evidenceRefusals } from './evidence/against-evidence.ts'
import type { CaseEvidence } from './evidence/case-evidence.ts'
import { reviewWayIn, wayInSaid } from './evidence/review-way-in.ts'
import { endLimit, enterLimit } from './limits/decide-limit.ts'
import { renewMeans, reviewTerm } from './means/decide-term.ts'
import { type MeansJudgement, nothingJudged } from './means/judge-means.ts'
import { meansRefusals, termOf } from './means/means-term.ts'
import {
  answeredAs,
  answeredBy,
  type CaseCommand,
  type CaseEvent,
  type TriageCase,
} from './triage-case.ts'

/** What the site knows at the moment of the act; what is left out is not known. */
export type CaseFacts = Facts & {
  /** The tables in force; SSVC alone where nothing is said. */
  readonly tables?: TablesInForce
  readonly policyVersion?: number | null
  /** What the records and the sources say, to be confirmed or contradicted. */
  readonly evidence?: CaseEvidence
  readonly proofs?: readonly ControlProof[]
  /** The updates that are known against it and missing there, with what vendors say of them. */
  readonly updates?: readonly MissingUpdate[]
  /** What can be done at the asset; not known where it is left out. */
  readonly means?: MeansJudgement
}

type Decided = Result<readonly CaseEvent[], readonly Refusal[]>
type Of<Kind extends CaseCommand['kind']> = Extract<CaseCommand, { kind: Kind }>

const triagers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const
const impactAnswerers = ['control-systems-engineer', 'operator', 'operations-manager'] as const

export function decideCase(
  state: TriageCase | null,
  command: CaseCommand,
  facts: CaseFacts,
): Decided {
  if (command.kind === 'open-case') return openCase(state, command, facts)
  if (state === null) {
    return refuse([refusalOf('no-such-case', 'There is no such case', 'Open it from a finding')])
  }
  if (state.state === 'closed') {
    return refuse([refusalOf('case-closed', 'The case is closed', 'Open a new case')])
  }
  switch (command.kind) {
    case 'rule-on-match':
      return ruleOnMatch(state, command, facts)
    case 'answer-context':
      return answered('context-answered', command, triagers, facts)
    case 'answer-placement':
      return answered('placement-answered', command, triagers, facts)
    case 'answer-controls':
      return answered('controls-answered', command, triagers, facts)
    case 'answer-impact':
      return answerImpact(command, facts)
    case 'decide-case':
      return decide(state, command, facts)
    case 'close-case':
      return closeCase(command, facts)
    case 'renew-means':
      return renewMeans(state, command, facts)
    case 'review-credits':
      return reviewCredits(state, facts)
    case 'review-exposure':
      return reviewWayIn(state, facts)
    case 'enter-limit':
      return enterLimit(state, command, facts)
    case 'end-limit':
      return endLimit(state, command, facts)
    case 'review-term':
      return reviewTerm(state, facts)
    default:
      return unreachable(command)
  }
}

function openCase(state: TriageCase | null, command: Of<'open-case'>, facts: Facts): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, triagers)) out.push(notYourRole(triagers, 'Opening a case'))
  if (state !== null) out.push(refusalOf('case-exists', 'This case is open', 'Go on with it'))
  if (command.finding.verdict === 'not-affected') {
    const what = 'The asset is not affected by this entry'
    out.push(refusalOf('not-affected', what, 'Nothing is needed'))
  }
  if (out.length > 0) return refuse(out)
  const { id, finding } = command
  return accept([{ kind: 'case-opened', body: { id, finding, at: facts.now } }])
}

function ruleOnMatch(state: TriageCase, command: Of<'rule-on-match'>, facts: Facts): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, triagers)) out.push(notYourRole(triagers, 'Ruling on a match'))
  if (state.finding.verdict !== 'review') {
    const what = 'The match is decided; there is nothing to rule on'
    out.push(refusalOf('not-in-review', what, 'Correct the inventory instead'))
  }
  if (command.reason.trim() === '') out.push(missing('A ruling needs a reason'))
  if (out.length > 0) return refuse(out)
  const { verdict } = command
  const { personId } = facts.actor
  const body = { verdict, reason: command.reason.trim(), personId, at: facts.now }
  return accept([{ kind: 'match-ruled', body }])
}

type Answer = Of<'answer-context' | 'answer-placement' | 'answer-controls'>
type AnswerKind = 'context-answered' | 'placement-answered' | 'controls-answered'

/** Every answer carries its evidence and a name. */
function answered(
  kind: AnswerKind,
  command: Answer,
  wanted: readonly Role[],
  facts: CaseFacts,
): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, wanted)) out.push(notYourRole(wanted, 'Answering this question'))
  if (command.evidence.trim() === '') out.push(missing('The evidence is empty'))
  const against = againstEvidence(command, facts.evidence)
  if (!against.ok) out.push(...against.refusal)
  if (out.length > 0 || !against.ok) return refuse(out)
  const by = [answeredBy(facts.actor)]
  const { answer, contradicts } = against.value
  const said = { evidence: command.evidence.trim(), by, at: facts.now }
  const body = { ...answer, ...said, ...(contradicts.length === 0 ? {} : { contradicts }) }
  return accept([{ kind, body } as CaseEvent])
}

function answerImpact(command: Of<'answer-impact'>, facts: Facts): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, impactAnswerers)) {
    out.push(notYourRole(impactAnswerers, 'Answering what happens if it fails'))
  }
  if (command.answer.ifItFails.trim() === '') out.push(missing('What happens if it fails is empty'))
  if (command.answer.toleratedFrom.trim() === '') {
    out.push(missing('The operating state from which it is tolerable is empty'))
  }
  const minutes = command.answer.toleratedMinutes
  if (minutes !== null && !(Number.isFinite(minutes) && minutes >= 0)) {
    out.push(missing('The tolerated time is not a number of minutes'))
  }
  if (out.length > 0) return refuse(out)
  const by = [answeredBy(facts.actor)]
  const body = { ...command.answer, evidence: command.evidence.trim(), by, at: facts.now }
  return accept([{ kind: 'impact-answered', body }])
}

/** Every reason why the case cannot be decided yet, at once. */
export function decisionRefusals(state: TriageCase, evidence?: CaseEvidence): readonly Refusal[] {
  const out: Refusal[] = []
  if (state.finding.verdict === 'review' && state.ruling === null) {
    const what = 'The match is in review: the advisory or the asset record does not decide it'
    const clearedBy = 'Complete the asset record, or rule on the match with a reason'
    out.push(refusalOf('in-review', what, clearedBy, 'ot-cybersecurity-lead'))
  }
  if (state.ruling?.verdict === 'not-affected') {
    const what = `Ruled not affected: ${state.ruling.reason}`
    out.push(refusalOf('not-affected', what, 'Close the case, or rule again'))
  }
  const questions = { context: 'Context', placement: 'Placement', controls: 'Controls' } as const
  for (const key of Object.keys(questions) as (keyof typeof questions)[]) {
    if (state[key] !== null) continue
    const what = `Question "${questions[key]}" is not answered`
    out.push(refusalOf('question-open', what, 'Answer it', 'ot-cybersecurity-lead'))
  }
  out.push(...impactRefusals(state.impact?.by ?? []))
  if (evidence !== undefined) out.push(...evidenceRefusals(state, evidence))
  return out
}

function impactRefusals(by: readonly string[]): readonly Refusal[] {
  const out: Refusal[] = []
  const engineers = by.filter((one) => answeredAs([one], 'control-systems-engineer'))
  const operations = by.filter(
    (one) => answeredAs([one], 'operator') || answeredAs([one], 'operations-manager'),
  )
  if (engineers.length === 0) {
    const what = 'The engineer has not answered what happens if it fails'
    out.push(refusalOf('impact-open', what, 'The engineer answers', 'control-systems-engineer'))
  }
  const confirms = 'The operator confirms the same answer'
  if (operations.length === 0) {
    const what = 'Operations has not answered what happens if it fails'
    out.push(refusalOf('impact-open', what, confirms, 'operator'))
  } else if (new Set([...engineers, ...operations]).size < 2 && engineers.length > 0) {
    // Operations is never merged away: one person with both roles is one opinion.
    const what = 'One person answered for the engineer and for operations'
    out.push(refusalOf('impact-open', what, confirms, 'operator'))
  }
  return out
}

function decide(state: TriageCase, command: Of<'decide-case'>, facts: CaseFacts): Decided {
  const lead = ['ot-cybersecurity-lead'] as const
  const out: Refusal[] = [...decisionRefusals(state, facts.evidence)]
  if (!holds(facts.actor, lead)) out.push(notYourRole(lead, 'Deciding the case'))
  if (command.reason.trim() === '') out.push(missing('The means need a reason'))
  const judged = facts.means ?? nothingJudged(facts.now.slice(0, 10))
  const byVendors = qualificationRefusals(command.means, facts.updates ?? [])
  out.push(...byVendors, ...meansRefusals(command, judged, byVendors.length > 0))
  if (out.length > 0) return refuse(out)
  const given = answersBeside(state, facts.evidence)
  const { proofs = [], tables = ssvcAlone, policyVersion = null } = facts
  const { exposure, credits } = verifiedControls(given.exposure, proofs, facts.now)
  const answers = { ...given, exposure }
  const { means, interim } = command
  const { personId } = facts.actor
  const body = {
    ...{ urgency: askTables(tables, answers), answers, credits },
    ...(facts.evidence === undefined ? {} : { wayIn: wayInSaid(facts.evidence) }),
    ...(policyVersion === null ? {} : { policyVersion }),
    ...{ means, ...(interim === undefined ? {} : { interim }) },
    ...{ judged, term: termOf(command, judged) },
    ...{ meansReason: command.reason.trim(), personId, at: facts.now },
  }
  return accept([{ kind: 'case-decided', body }])
}

/** Takes away what is no longer proved; the decision stays on record, and the case is open again. */
function reviewCredits(state: TriageCase, facts: CaseFacts): Decided {
  const { credits = [] } = state.decision ?? {}
  const lost = creditsLost(credits, facts.proofs ?? [], facts.now)
  if (state.state !== 'decided' || lost.length === 0) {
    const what = 'Everything that the decision rests on still holds'
    return refuse([refusalOf('credits-hold', what, 'Nothing is needed')])
  }
  return accept([{ kind: 'case-reopened', body: { because: lost.join('; '), at: facts.now } }])
}

function closeCase(command: Of<'close-case'>, facts: Facts): Decided {
  const out: Refusal[] = []
  if (facts.actor.personId !== 'system' && !holds(facts.actor, triagers)) {
    out.push(notYourRole(triagers, 'Closing a case'))
  }
  if (command.because.trim() === '') out.push(missing('Closing needs a reason'))
  if (out.length > 0) return refuse(out)
  const body = {
    because: command.because.trim(),
    personId: facts.actor.personId,
    at: facts.now,
  }
  return accept([{ kind: 'case-closed', body }])
}

function missing(what: string): Refusal {
  return refusalOf('empty-text', what, 'Write it')
}
