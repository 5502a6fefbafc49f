import { expect, test } from 'vitest'
import { afterCase, answered, opens } from '../../../../test/builders/a-case.ts'
import { facts } from '../../../../test/builders/a-change.ts'
import { lead } from '../../../../test/builders/people.ts'
import { decideCase } from '../decide-case.ts'
import { evolveCase, type TriageCase } from '../triage-case.ts'
import type { CaseEvidence } from './case-evidence.ts'

const saying = (exposure: string | null): CaseEvidence => ({
  lines: [
    {
      ...{ question: 'context', name: 'Why not known', source: 'firewalls', asOf: null },
      words: 'FW-2 is too old',
    },
  ],
  answers:
    exposure === null
      ? []
      : [{ item: 'exposure', value: exposure, because: 'rule 7', source: 'FW-2', asOf: null }],
})

/** A case that was decided while people and evidence said this. */
function decidedOn(answer: 'controlled' | 'open', evidence: CaseEvidence): TriageCase {
  const ready = afterCase(null, opens(), ...answered)
  if (ready.context === null) throw new Error('the context is answered')
  const before: TriageCase = { ...ready, context: { ...ready.context, exposure: answer } }
  const command = { kind: 'decide-case', means: 'patch', reason: 'it fits' } as const
  const decision = decideCase(before, command, { ...facts(lead), evidence })
  if (!decision.ok) throw new Error(decision.refusal[0]?.what)
  return decision.value.reduce<TriageCase>(evolveCase, before)
}

function reviewed(state: TriageCase, evidence: CaseEvidence) {
  return decideCase(state, { kind: 'review-exposure' }, { ...facts(lead), evidence })
}

test('a way in that is worse than the decision knew opens the case again, and says by what', () => {
  const state = decidedOn('controlled', saying('controlled'))
  expect(state.decision?.wayIn).toEqual({ exposure: 'controlled', because: 'rule 7' })
  const open = reviewed(state, saying('open'))
  const said = open.ok && open.value[0]?.kind === 'case-reopened' ? open.value[0].body.because : ''
  expect(said).toBe('The way in was controlled and is open: rule 7')
  const lost = reviewed(state, saying(null))
  const why = lost.ok && lost.value[0]?.kind === 'case-reopened' ? lost.value[0].body.because : ''
  expect(why).toMatch(/is not known, which counts as open: FW-2 is too old$/)
})

test('what is as it was, or calmer, or was answered as badly opens nothing', () => {
  for (const [state, evidence] of [
    [decidedOn('controlled', saying('controlled')), saying('controlled')],
    [decidedOn('open', saying('open')), saying('controlled')],
    [decidedOn('open', saying('controlled')), saying('open')],
    [decidedOn('controlled', saying(null)), saying(null)],
  ] as const) {
    expect(reviewed(state, evidence).ok).toBe(false)
  }
})

test('a decision of before the configurations were asked is held only against what is certain', () => {
  const { wayIn: _, ...older } = decidedOn('controlled', saying('controlled'))
    .decision as never as {
    wayIn: unknown
  }
  const state = { ...decidedOn('controlled', saying('controlled')), decision: older } as TriageCase
  expect(reviewed(state, saying(null)).ok).toBe(false)
  expect(reviewed(state, saying('open')).ok).toBe(true)
})
