import { describe, expect, test } from 'vitest'
import {
  aChange,
  acceptRollback,
  does,
  eventsOf,
  eventsUpTo,
  hold,
  oneWayGo,
  readTest,
  releaseRollback,
  report,
  resume,
  revise,
  send,
  start,
  text,
  veto,
} from '../../../test/builders/a-change.ts'
import { aOneWayPlan } from '../../../test/builders/a-plan.ts'
import { engineer, manager, operator, safety } from '../../../test/builders/people.ts'
import type { CaseEvent } from '../1-triage/triage-case.ts'
import type { BaselineEvent } from '../3-controls/baseline.ts'
import type { ControlEvent } from '../3-controls/control.ts'
import type { SafeguardEvent } from '../3-controls/safeguards/safeguard.ts'
import type { ChangeEvent } from './change.ts'
import { eventWords } from './event-words.ts'

type Kind =
  | ChangeEvent['kind']
  | CaseEvent['kind']
  | ControlEvent['kind']
  | BaselineEvent['kind']
  | SafeguardEvent['kind']

/** The compiler asks for a line here as soon as an event is added. */
const begins: Record<Kind, string> = {
  'case-opened': 'Case opened',
  'match-ruled': 'Match ruled',
  'context-answered': 'Context:',
  'placement-answered': 'Placement:',
  'controls-answered': 'Controls:',
  'impact-answered': 'If it fails:',
  'case-decided': 'Decided:',
  'limit-entered': 'Limit entered:',
  'limit-ended': 'Limit ended:',
  'means-renewed': 'The means stand until',
  'case-reopened': 'The case is open again',
  'case-closed': 'Case closed:',
  'control-recorded': 'Control recorded for',
  'control-checked': 'Control of',
  'exploit-described': 'Exploit described:',
  'safeguard-recorded': 'Safeguard claimed:',
  'safeguard-checked': 'Safeguard of',
  'safeguard-inspected': 'Safeguard inspected on',
  'inspection-signed': 'Inspection signed',
  'safeguard-withdrawn': 'Safeguard withdrawn:',
  'baseline-added': 'Baseline of the plant kept:',
  'baseline-retired': 'Baseline of the plant retired:',
  'control-aged': 'Nothing wears the control out',
  'control-step-released': 'Step',
  'control-step-taken': 'Step',
  'control-vetoed': 'Control vetoed:',
  'control-veto-lifted': 'Veto on the control lifted:',
  'control-handed-over': 'Control handed over:',
  'change-opened': 'Change opened:',
  'plan-written': 'Plan written:',
  revised: 'Revision',
  'form-filled': 'Form:',
  'submitted-to-board': 'Brought before the board',
  signed: 'Signed as',
  'board-decided': 'The board decided:',
  vetoed: 'Vetoed on grounds of',
  released: 'Released to the work:',
  'step-intended': 'Step',
  'step-withdrawn': 'Step',
  'step-sent': 'Step',
  'step-reported': 'Step',
  'step-recorded': 'Step',
  'step-settled': 'Step',
  'one-way-go-given': 'Go for the one-way step',
  held: 'HOLD:',
  resumed: 'Resumed:',
  'rollback-released': 'Rollback released:',
  'accepted-back': 'Accepted back:',
  'rollback-accepted': 'Accepted back after the rollback:',
  'functional-test-recorded': 'Functional test',
  'deviation-signed': 'Deviation of',
  'firmware-verified': 'Firmware re-read:',
  'finding-rematched': 'Matched again:',
  'lesson-recorded': 'Lesson:',
  closed: 'Closed as',
}

describe('every event has a sentence of its own', () => {
  test.each(Object.keys(begins) as Kind[])('%s', (kind) => {
    const said = eventWords({ kind, body: {} })
    expect(said.startsWith(begins[kind]), said).toBe(true)
  })

  test('a word that nobody knows yet is still readable, and never an error', () => {
    expect(eventWords({ kind: 'something-new', body: {} })).toBe('something new')
    expect(eventWords({ kind: 'constructor', body: {} })).toBe('constructor')
  })
})

describe('a sentence', () => {
  const stories: readonly ChangeEvent[] = [
    ...eventsUpTo('closed'),
    ...eventsOf(aChange('released'), [hold, resume, veto, revise]),
    ...eventsOf(aChange('activate-sent'), [
      report('activate', 'unknown'),
      {
        by: engineer,
        command: { kind: 'settle-step', stepId: 'activate', outcome: 'done', basis: text },
      },
      releaseRollback,
      ...[...does('undo-restart'), ...does('undo-read'), acceptRollback],
    ]),
    ...eventsOf(aChange('transferred', aOneWayPlan()), [oneWayGo('operator', operator)]),
    ...eventsOf(aChange('backed-up'), [start('transfer'), veto, send('transfer')]),
    ...eventsOf(aChange('accepted-back'), [
      readTest('valve', 40),
      ...([safety, manager] as const).map((by) => ({
        by,
        command: {
          kind: 'sign-deviation',
          testId: 'valve',
          role: by === safety ? 'plant-safety-officer' : 'operations-manager',
          reason: text,
        } as const,
      })),
    ]),
  ]

  test('says what happened without a hole in it', () => {
    for (const event of stories) {
      const said = eventWords(event)
      expect(said, event.kind).not.toMatch(/undefined|null|\[object|NaN|: *$/)
    }
  })

  test('names the role that signed, the ground of a veto and the step', () => {
    const said = stories.map((event) => eventWords(event))
    expect(said.join('\n')).toContain('Signed as OT cybersecurity lead: authorise')
    expect(said).toContain('Vetoed on grounds of safety: in words')
    expect(said).toContain('Step activate unknown: as read back')
  })
})
