import { z } from 'zod'
import { changeAct } from './2-board.ts'
import { id, text } from './shapes.ts'

export const releaseRoute = changeAct(
  'window release',
  'Hold point 1: the operator releases the plant to the work',
  'release',
  z.object({ processState: text, permit: text, limitsConfirmed: z.array(id).max(100).optional() }),
)

export const startStepRoute = changeAct(
  'window start',
  'Commit the intent of the next step; the runner sends it, once',
  'start-step',
  z.object({ stepId: id }),
)

export const recordStepRoute = changeAct(
  'window record',
  'Record a step that was done by hand',
  'record-step',
  z.object({ stepId: id, outcome: z.enum(['done', 'failed']), detail: text }),
)

export const settleStepRoute = changeAct(
  'window settle',
  'Settle an unknown outcome by what was read or seen',
  'settle-step',
  z.object({ stepId: id, outcome: z.enum(['done', 'failed']), basis: text }),
)

/** Asks the controller what it remembers of the act; nothing is sent again. */
export const recallStepRoute = changeAct(
  'window recall',
  'Ask the controller what became of an unknown step',
  'recall-step',
  z.object({ stepId: id }),
)

export const oneWayGoRoute = changeAct(
  'window one-way-go',
  'Give the go for a step that cannot be taken back',
  'one-way-go',
  z.object({ stepId: id, role: z.enum(['control-systems-engineer', 'operator']) }),
)

export const holdRoute = changeAct('window hold', 'HOLD', 'hold', z.object({ reason: text }))

export const resumeRoute = changeAct(
  'window resume',
  'The operator lets the run go on',
  'resume',
  z.object({ processState: text }),
)

export const releaseRollbackRoute = changeAct(
  'window roll-back',
  'The operator releases the rollback',
  'release-rollback',
  z.object({ reason: text }),
)

export const acceptBackRoute = changeAct(
  'window accept-back',
  'Hold point 2: the operator accepts the unit back',
  'accept-back',
  z.object({ processState: text }),
)

export const acceptRollbackRoute = changeAct(
  'window accept-rollback',
  'The operator accepts the unit back after the rollback',
  'accept-rollback',
  z.object({ processState: text }),
)
