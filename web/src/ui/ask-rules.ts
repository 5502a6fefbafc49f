import type { ChangeView } from '@holdpoint/api'
import {
  type Actor,
  type CaseCommand,
  type CaseEvidence,
  type Change,
  type ChangeCommand,
  decideCase,
  decideChange,
  type MeansJudgement,
  type Offer,
  type Refusal,
  type TriageCase,
} from '@holdpoint/core'

/** An act that the server did not speak about is never offered: silence is not a yes. */
const unspoken: Refusal = {
  kind: 'not-offered',
  what: 'The rules do not offer this act here',
  clearedBy: 'Look at what the change waits for',
  owner: null,
}

/** Why an act is blocked, as the server's rules said it; empty when it is allowed. */
export function refusalsOf(
  offers: readonly Offer[],
  command: Offer['command'],
  about: string | null = null,
): readonly Refusal[] {
  const offer = offers.find((one) => one.command === command && one.about === about)
  return offer === undefined ? [unspoken] : offer.refusals
}

export function isOffered(view: ChangeView, command: Offer['command'], about: string | null) {
  return view.offers.some((one) => one.command === command && one.about === about)
}

/** The same rules, asked in the browser, for the acts on a change that carry a person's text. */
export function changeRefusals(
  change: Change | null,
  command: ChangeCommand,
  actor: Actor,
): readonly Refusal[] {
  const now = new Date().toISOString()
  const decided = decideChange(change, command, { now, actor, controller: null })
  return decided.ok ? [] : decided.refusal
}

export function caseRefusals(
  triageCase: TriageCase | null,
  command: CaseCommand,
  actor: Actor,
  evidence?: CaseEvidence,
  means?: MeansJudgement,
): readonly Refusal[] {
  const known = {
    ...{ now: new Date().toISOString(), actor },
    ...(evidence === undefined ? {} : { evidence }),
    ...(means === undefined ? {} : { means }),
  }
  const decided = decideCase(triageCase, command, known)
  return decided.ok ? [] : decided.refusal
}
