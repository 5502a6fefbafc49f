import { describe, expect, test } from 'vitest'
import {
  afterCase,
  answered,
  decided,
  kindsOfCase,
  opens,
} from '../../../../test/builders/a-case.ts'
import { facts } from '../../../../test/builders/a-change.ts'
import { aControl } from '../../../../test/builders/a-control.ts'
import { lead } from '../../../../test/builders/people.ts'
import { proofsOf } from '../../3-controls/credit.ts'
import { decideCase } from '../decide-case.ts'
import { evolveCase, type TriageCase } from '../triage-case.ts'
import { type ControlProof, creditsLost, verifiedControls } from './verified-controls.ts'

const now = '2026-03-02T08:00:00.000Z'
const earlier = '2026-03-01T08:00:00.000Z'
const later = '2026-04-02T08:00:00.000Z'

/** The cast stands for checks that the controls stage ran. */
function aProof(fields: Partial<ControlProof> = {}): ControlProof {
  const proof = { controlId: 'fw', check: 'reach 1', at: earlier, until: later, verdict: 'holds' }
  return { ...proof, exposure: 'controlled', ...fields } as ControlProof
}

describe('a control', () => {
  test('that is only declared, or whose rules a parser accepts, has no proof', () => {
    expect(proofsOf(aControl(), now)).toEqual([])
    expect(verifiedControls('open', [], now)).toEqual({ exposure: 'open', credits: [] })
  })

  test('that is verified lowers the exposure, and the credit names its check', () => {
    const { exposure, credits } = verifiedControls('unknown', [aProof()], now)
    expect(exposure).toBe('controlled')
    expect(credits).toEqual([
      {
        controlId: 'fw',
        check: 'reach 1',
        at: earlier,
        until: later,
        from: 'unknown',
        to: 'controlled',
      },
    ])
  })

  test('never raises or only repeats what is known', () => {
    expect(verifiedControls('small', [aProof()], now).credits).toEqual([])
    expect(verifiedControls('controlled', [aProof()], now).credits).toEqual([])
  })

  test('earns nothing when its check fails, ran out, or is of the future', () => {
    for (const proof of [
      aProof({ verdict: 'fails' }),
      aProof({ until: now }),
      aProof({ at: later, until: '2026-05-02T08:00:00.000Z' }),
    ]) {
      expect(verifiedControls('open', [proof], now)).toEqual({ exposure: 'open', credits: [] })
    }
  })

  test('loses the credit to a newer check that fails, and to one of the same moment', () => {
    const fails = aProof({ verdict: 'fails', at: '2026-03-01T09:00:00.000Z' })
    expect(verifiedControls('open', [aProof(), fails], now).credits).toEqual([])
    const same = aProof({ verdict: 'fails' })
    expect(verifiedControls('open', [same, aProof()], now).credits).toEqual([])
  })

  test('of which nothing is proved any more is named', () => {
    const { credits } = verifiedControls('open', [aProof()], now)
    expect(creditsLost(credits, [aProof()], now)).toEqual([])
    expect(creditsLost(credits, [], now)).toEqual(['Control fw: there is no proof of it any more'])
    expect(creditsLost(credits, [aProof()], later)[0]).toContain(`good until ${later}`)
  })
})

describe('a decision that rests on a verified control', () => {
  const ready = afterCase(null, opens(), ...answered)
  const open = { ...ready, context: { ...ready.context, exposure: 'open' } } as TriageCase
  const act = (
    state: TriageCase,
    kind: 'decide' | 'review',
    proofs: readonly ControlProof[],
    at = now,
  ) => {
    const command = kind === 'decide' ? decided.command : ({ kind: 'review-credits' } as const)
    const answer = decideCase(state, command, { ...facts(lead), now: at, proofs })
    return answer.ok ? answer.value.reduce(evolveCase, state as TriageCase) : answer.refusal
  }
  const resting = act(open, 'decide', [aProof()]) as TriageCase

  test('keeps which check took what off', () => {
    expect(resting.decision?.answers?.exposure).toBe('controlled')
    expect(resting.decision?.credits?.[0]).toMatchObject({ controlId: 'fw', from: 'open' })
    const plain = act(open, 'decide', []) as TriageCase
    expect([plain.decision?.answers?.exposure, plain.decision?.credits]).toEqual(['open', []])
  })

  test('is open again when the check fails or runs out, and keeps what was decided', () => {
    for (const [proofs, at] of [
      [[aProof({ verdict: 'fails' })], now],
      [[aProof()], later],
      [[], now],
    ] as const) {
      const again = act(resting, 'review', proofs, at) as TriageCase
      expect(again.state).toBe('open')
      expect(again.reopenedBecause).toContain('Control fw')
      expect(again.decision).toEqual(resting.decision)
      const anew = act(again, 'decide', []) as TriageCase
      expect([anew.state, anew.reopenedBecause]).toEqual(['decided', null])
    }
  })

  test('stays decided while the check holds', () => {
    expect(act(resting, 'review', [aProof()])).toMatchObject([{ kind: 'credits-hold' }])
    expect(kindsOfCase(open, { by: lead, command: { kind: 'review-credits' } })).toEqual([
      'credits-hold',
    ])
  })
})
