import { describe, expect, test } from 'vitest'
import {
  aFinding,
  afterCase,
  answered,
  type CaseAsk,
  context,
  controls,
  decided,
  impact,
  kindsOfCase,
  opens,
  placement,
} from '../../../test/builders/a-case.ts'
import {
  administrator,
  aPerson,
  engineer,
  lead,
  manager,
  operator,
} from '../../../test/builders/people.ts'

const open = afterCase(null, opens())
const review = afterCase(null, opens(aFinding({ verdict: 'review' })))
const rules = (reason: string): CaseAsk => ({
  by: engineer,
  command: { kind: 'rule-on-match', verdict: 'affected', reason },
})

describe('opening a case', () => {
  test('is for an asset that is affected or in review, once', () => {
    expect(kindsOfCase(null, opens(aFinding({ verdict: 'not-affected' })))).toEqual([
      'not-affected',
    ])
    expect(kindsOfCase(null, opens(aFinding({ verdict: 'review' })))).toEqual([])
    expect(kindsOfCase(open, opens())).toEqual(['case-exists'])
    expect(kindsOfCase(null, { ...opens(), by: operator })).toEqual(['not-your-role'])
    expect(kindsOfCase(null, context)).toEqual(['no-such-case'])
  })
})

describe('the four questions', () => {
  test('are all answered before the case is decided, and every gap is named at once', () => {
    const questions = ['question-open', 'question-open', 'question-open']
    expect(kindsOfCase(open, decided)).toEqual([...questions, 'impact-open', 'impact-open'])
    expect(kindsOfCase(afterCase(open, ...answered), decided)).toEqual([])
    for (const left of [context, placement, controls]) {
      const others = answered.filter((one) => one !== left)
      expect(kindsOfCase(afterCase(open, ...others), decided)).toEqual(['question-open'])
    }
  })

  test('carry evidence and the name of who may answer', () => {
    for (const ask of [context, placement, controls]) {
      expect(kindsOfCase(open, { ...ask, by: operator })).toEqual(['not-your-role'])
      const bare = { ...ask, command: { ...ask.command, evidence: ' ' } } as CaseAsk
      expect(kindsOfCase(open, bare)).toEqual(['empty-text'])
    }
    expect(afterCase(open, context).context).toMatchObject({
      by: ['Name of lead (ot-cybersecurity-lead)'],
      evidence: 'looked up',
    })
  })
})

describe('what happens if it fails', () => {
  const three = [context, placement, controls]

  test('is answered by engineer and operations together', () => {
    const alone = (by: typeof engineer) =>
      kindsOfCase(afterCase(open, ...three, impact(by)), decided)
    expect(alone(engineer)).toEqual(['impact-open'])
    expect(alone(operator)).toEqual(['impact-open'])
    const both = afterCase(open, ...three, impact(engineer), impact(manager))
    expect(kindsOfCase(both, decided)).toEqual([])
  })

  test('is not agreed while the two say different things', () => {
    const differ = afterCase(open, ...three, impact(engineer), impact(operator, 'Nothing happens'))
    expect(kindsOfCase(differ, decided)).toEqual(['impact-open'])
  })

  test('one person with both roles is one opinion', () => {
    const both = aPerson('both', ['control-systems-engineer', 'operator'])
    const alone = afterCase(open, ...three, impact(both))
    expect(kindsOfCase(alone, decided)).toEqual(['impact-open'])
    expect(kindsOfCase(afterCase(alone, impact(operator)), decided)).toEqual([])
    expect(kindsOfCase(afterCase(alone, impact(engineer)), decided)).toEqual([])
  })

  test('a name that reads like a role answers for nobody', () => {
    const named = { ...administrator, name: 'x (operator)', roles: [] }
    expect(kindsOfCase(open, impact(named))).toEqual(['not-your-role'])
  })

  test('is in words, with a time that is one', () => {
    expect(kindsOfCase(open, impact(engineer, ' '))).toEqual(['empty-text'])
    const { command } = impact(engineer)
    if (command.kind !== 'answer-impact') throw new Error('it answers')
    const answer = { ...command.answer, toleratedMinutes: -1 }
    expect(kindsOfCase(open, { by: engineer, command: { ...command, answer } })).toEqual([
      'empty-text',
    ])
  })
})

describe('a match in review', () => {
  test('is decided by nobody until a person ruled on it, with a reason', () => {
    expect(kindsOfCase(afterCase(review, ...answered), decided)).toEqual(['in-review'])
    expect(kindsOfCase(review, rules(' '))).toEqual(['empty-text'])
    expect(kindsOfCase(afterCase(review, ...answered, rules('read the label')), decided)).toEqual(
      [],
    )
  })

  test('what a person ruled not affected is closed, not patched', () => {
    const spared: CaseAsk = {
      by: engineer,
      command: { kind: 'rule-on-match', verdict: 'not-affected', reason: 'other hardware' },
    }
    const ruled = afterCase(review, ...answered, spared)
    expect(kindsOfCase(ruled, decided)).toEqual(['not-affected'])
    expect(kindsOfCase(afterCase(ruled, rules('read the label')), decided)).toEqual([])
  })

  test('a match that the text decides is not ruled on', () => {
    expect(kindsOfCase(open, rules('I think not'))).toEqual(['not-in-review'])
  })
})

describe('the decision', () => {
  test('belongs to the lead, with a reason for the means', () => {
    const ready = afterCase(open, ...answered)
    expect(kindsOfCase(ready, { ...decided, by: engineer })).toEqual(['not-your-role'])
    const bare: CaseAsk = { by: lead, command: { kind: 'decide-case', means: 'patch', reason: '' } }
    expect(kindsOfCase(ready, bare)).toEqual(['empty-text'])
  })

  test('names the tables that it was made with', () => {
    const { decision } = afterCase(open, ...answered, decided)
    expect(decision?.urgency.tables.map(({ id }) => id)).toContain('ssvc:DT_DP')
    expect(decision).toMatchObject({ means: 'patch', personId: 'lead' })
  })

  test('a closed case takes nothing more', () => {
    const close: CaseAsk = { by: lead, command: { kind: 'close-case', because: 'patched' } }
    const closed = afterCase(open, close)
    for (const ask of [context, decided, close]) {
      expect(kindsOfCase(closed, ask)).toEqual(['case-closed'])
    }
  })
})
