import {
  type CaseCommand,
  type CaseEvent,
  decideCase,
  evolveCase,
  type FindingRef,
  type TriageCase,
} from '@holdpoint/core'
import { facts } from './a-change.ts'
import { engineer, lead, operator } from './people.ts'

export function aFinding(fields: Partial<FindingRef> = {}): FindingRef {
  return {
    assetId: 'asset-1',
    assetTag: 'PLC-101',
    advisoryId: 'HPA-2026-001',
    advisoryVersion: '1.0.0',
    productId: 'CSAFPID-1',
    cves: ['CVE-2026-0001'],
    verdict: 'affected',
    confidence: 'order number and version',
    rule: 'range',
    reasons: ['V3.2.14 lies below V3.2.19'],
    ...fields,
  }
}

export type CaseAsk = { readonly by: typeof engineer; readonly command: CaseCommand }

export const context: CaseAsk = {
  by: lead,
  command: {
    kind: 'answer-context',
    answer: {
      exploitation: 'none',
      exposure: 'small',
      automatable: 'no',
      serviceUsed: 'yes',
    },
    evidence: 'looked up',
  },
}

export const placement: CaseAsk = {
  by: engineer,
  command: {
    kind: 'answer-placement',
    answer: { safetyImpact: 'marginal', missionImpact: 'degraded', nearSafetySystem: 'no' },
    evidence: 'drawing 12',
  },
}

export const controls: CaseAsk = {
  by: lead,
  command: { kind: 'answer-controls', answer: { claimed: ['firewall'] }, evidence: 'none yet' },
}

export function impact(by = engineer, ifItFails = 'The line stops'): CaseAsk {
  const answer = { ifItFails, lineStops: 'yes', toleratedFrom: 'standstill', toleratedMinutes: 30 }
  return { by, command: { kind: 'answer-impact', answer, evidence: '' } as CaseCommand }
}

export const decided: CaseAsk = {
  by: lead,
  command: { kind: 'decide-case', means: 'patch', reason: 'the outage allows it' },
}

export function kindsOfCase(state: TriageCase | null, ask: CaseAsk): string[] {
  const answer = decideCase(state, ask.command, facts(ask.by))
  return answer.ok ? [] : answer.refusal.map(({ kind }) => kind)
}

export function afterCase(start: TriageCase | null, ...asks: readonly CaseAsk[]): TriageCase {
  let state = start
  for (const { by, command } of asks) {
    const answer = decideCase(state, command, facts(by))
    if (!answer.ok) throw new Error(`${command.kind}: ${answer.refusal[0]?.what ?? ''}`)
    for (const event of answer.value as readonly CaseEvent[]) state = evolveCase(state, event)
  }
  if (state === null) throw new Error('no event, no case')
  return state
}

export function opens(finding: FindingRef = aFinding()): CaseAsk {
  return { by: lead, command: { kind: 'open-case', id: 'case-1', finding } }
}

export const answered: readonly CaseAsk[] = [
  ...[context, placement, controls],
  ...[impact(engineer), impact(operator)],
]
