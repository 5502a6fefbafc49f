import { emptyRun } from '@holdpoint/core'
import { EDITED_PROGRAM } from '../builders/a-change.ts'
import type { Rules } from './change-explorer.ts'
import {
  allDone,
  asOperator,
  inside,
  keptSignatures,
  recordsAs,
  refusing,
  seeing,
  sendsAtOnce,
  steps,
  told,
  unknownIsDone,
  unvetoed,
  vetoForgotten,
  withBackup,
  wordless,
} from './change-lies.ts'
import { hours } from './change-surroundings.ts'
import type { WorldName } from './change-worlds.ts'

/** A fault put into the rules from outside, the world that must show it, and the law it breaks. */
export type Planted = {
  readonly fault: string
  readonly world: WorldName
  readonly law: RegExp
  readonly rules: Rules
}

export const planted: readonly Planted[] = [
  {
    fault: 'a step does not look for a veto',
    world: 'a veto in the middle',
    law: /no forward step acts after a veto/,
    rules: seeing(steps, unvetoed),
  },
  {
    fault: 'the veto is written down and forgotten',
    world: 'in the window',
    law: /a veto ends its revision|no forward step acts after a veto|operations can veto/,
    rules: vetoForgotten,
  },
  {
    fault: 'a vetoed change closes as installed',
    world: 'proof and closing',
    law: /a veto ends its revision/,
    rules: seeing(['close'], (change, facts) => ({
      ...unvetoed(change, facts),
      state: change.state === 'vetoed' ? 'validating' : change.state,
    })),
  },
  {
    fault: 'a held change cannot be vetoed',
    world: 'in the window',
    law: /operations can veto/,
    rules: refusing('veto', (change) => change?.state === 'held'),
  },
  {
    fault: 'a veto locks the way back',
    world: 'a veto in the middle',
    law: /can release the rollback/,
    rules: refusing('release-rollback', (change) => change?.board.veto !== null),
  },
  {
    fault: 'a rollback step needs a go without veto',
    world: 'a veto in the middle',
    law: /the next step of the rollback can act/,
    rules: refusing('start-step', (change) => change?.board.veto !== null),
  },
  {
    fault: 'the age of the backup is not looked at',
    world: 'in the window',
    law: /stale backup/,
    rules: seeing(steps, (change, facts) =>
      withBackup({ takenAt: facts.now, readBackAt: facts.now }, false)(change, facts),
    ),
  },
  {
    fault: 'no backup counts as a backup',
    world: 'in the window',
    law: /without a backup/,
    rules: seeing(steps, withBackup({}, true)),
  },
  {
    fault: 'an online edit since the backup is not seen',
    world: 'in the window',
    law: /program that the backup does not hold/,
    rules: told(steps, (facts, change) => {
      const programSha256 = change?.run.backup?.programSha256 ?? EDITED_PROGRAM
      return { ...facts, controller: { programSha256, readAt: facts.now } }
    }),
  },
  {
    fault: 'a step is sent with its intent',
    world: 'in the window',
    law: /an intent is committed before its send/,
    rules: sendsAtOnce,
  },
  {
    fault: 'what is unknown is sent again',
    world: 'a veto in the middle',
    law: /an intent is committed before its send/,
    rules: seeing(['send-step'], recordsAs('unknown', 'intended')),
  },
  {
    fault: 'what failed is sent again',
    world: 'in the window',
    law: /sent at most once|can release the rollback of what was touched/,
    rules: seeing(['start-step'], (change, facts) =>
      change.state === 'in-window' ? recordsAs('failed', null)(change, facts) : change,
    ),
  },
  {
    fault: 'an unknown outcome counts as done',
    world: 'a veto in the middle',
    law: /none over an unknown outcome|over an open outcome/,
    rules: unknownIsDone,
  },
  {
    fault: 'a used effect id serves again',
    world: 'in the window',
    law: /an effect id serves once/,
    rules: seeing(['start-step'], (change) => ({
      ...change,
      run: { ...change.run, usedEffectIds: [] },
    })),
  },
  {
    fault: 'an edit of the plan leaves the signatures standing',
    world: 'from an open change to a closed one',
    law: /five signatures over this plan/,
    rules: keptSignatures(['plan-written']),
  },
  {
    fault: 'an edit of the form leaves the signatures standing',
    world: 'from an open change to a closed one',
    law: /five signatures over this plan/,
    rules: keptSignatures(['form-filled']),
  },
  {
    fault: 'signatures carry over to a new revision',
    world: 'from an open change to a closed one',
    law: /five signatures over this plan/,
    rules: keptSignatures(['revised']),
  },
  {
    fault: 'the author signs',
    world: 'before the board',
    law: /nobody signs their own change/,
    rules: seeing(['sign'], (change) => ({ ...change, authorIds: [] })),
  },
  {
    fault: 'one person with two seats signs twice',
    world: 'before the board',
    law: /five signatures over this plan/,
    rules: seeing(['sign'], (change) => {
      const signatures = change.board.signatures.map((one) => ({ ...one, personId: one.role }))
      return { ...change, board: { ...change.board, signatures } }
    }),
  },
  {
    fault: 'HOLD does not hold',
    world: 'in the window',
    law: /while the operator released it/,
    rules: seeing(steps, (change) =>
      change.state === 'held' ? { ...change, state: 'in-window' } : change,
    ),
  },
  {
    fault: 'the window does not close',
    world: 'in the window',
    law: /inside of the window/,
    rules: told(steps, inside),
  },
  {
    fault: 'the engineer releases the plant',
    world: 'in the window',
    law: /only the operator releases/,
    rules: told(['release'], asOperator),
  },
  {
    fault: 'one go is enough for a step that cannot be taken back',
    world: 'a step that cannot be taken back',
    law: /the go of two people/,
    rules: seeing(steps, (change) => {
      const goes = change.run.oneWayGoes.flatMap((go) => [
        { ...go, role: 'operator' as const },
        { ...go, role: 'control-systems-engineer' as const },
      ])
      return { ...change, run: { ...change.run, oneWayGoes: goes } }
    }),
  },
  {
    fault: 'the unit is taken back with a step missing',
    world: 'a veto in the middle',
    law: /the unit is taken back without|over an open outcome/,
    rules: seeing(['accept-back', 'accept-rollback'], allDone),
  },
  {
    fault: 'a new revision is drafted over a half changed plant',
    world: 'a veto in the middle',
    law: /half changed/,
    rules: seeing(['revise'], (change) => ({ ...change, run: emptyRun })),
  },
  {
    fault: 'tests of another image count',
    world: 'proof and closing',
    law: /was not read for what runs now/,
    rules: seeing(['close'], (change) => ({
      ...change,
      validation: { ...change.validation, testsOutdated: 0 },
    })),
  },
  {
    fault: 'the match is not asked for at closing',
    world: 'proof and closing',
    law: /proven gone|the right one/,
    rules: seeing(['close'], (change) => {
      const { firmware } = change.validation
      const rematch = {
        verdict: 'not-affected',
        reasons: [],
        firmware: '',
        at: hours.open,
      } as const
      return firmware === null
        ? change
        : { ...change, validation: { ...change.validation, rematch } }
    }),
  },
  {
    fault: 'a refusal does not say what would clear it',
    world: 'before the board',
    law: /says what would clear it/,
    rules: wordless,
  },
]
