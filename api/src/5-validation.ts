import { z } from 'zod'
import { changeAct } from './2-board.ts'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, text } from './shapes.ts'

export const readTestRoute = changeAct(
  'validation probe',
  'Let the probe read a functional test',
  'probe-test',
  z.object({ testId: id }),
)

export const recordTestRoute = changeAct(
  'validation record',
  'Record a reading that a person took',
  'record-test',
  z.object({ testId: id, measured: z.number() }),
)

export const signDeviationRoute = changeAct(
  'validation deviation',
  'Accept a failed test in writing; the password is asked again',
  'sign-deviation',
  z.object({
    testId: id,
    role: z.enum(['plant-safety-officer', 'operations-manager']),
    reason: text,
    password: z.string().min(1).max(500),
  }),
)

export const verifyFirmwareRoute = changeAct(
  'validation firmware',
  'Re-read the firmware by two ways and match the finding again',
  'verify-firmware',
  none,
)

export const recordLessonRoute = changeAct(
  'validation lesson',
  'Record what was learned',
  'lesson',
  z.object({ lesson: text }),
)

export const closeRoute = changeAct(
  'validation close',
  'Close the change; the inventory is updated from the verified reading',
  'close',
  none,
)

export type EvidenceView = {
  readonly folderName: string
  readonly files: readonly { readonly path: string; readonly contentBase64: string }[]
  readonly verified: {
    readonly ok: boolean
    readonly failures: readonly { readonly code: string; readonly where: string }[]
  }
}

export const exportEvidence = defineRoute({
  name: 'evidence export',
  summary: 'The evidence folder of a change, verified before it leaves',
  method: 'GET',
  path: '/api/changes/:id/evidence',
  params: byId,
  query: none,
  body: none,
  response: answers<EvidenceView>(),
})
