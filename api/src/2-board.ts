import { type BoardRole, boardRoles, type FormField, formFields } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import {
  byId,
  type ChangeActed,
  type ChangeView,
  id,
  instant,
  none,
  plainDate,
  sha256,
  text,
} from './shapes.ts'

const roleNames = boardRoles as readonly BoardRole[] as [BoardRole, ...BoardRole[]]
const fieldNames = Object.keys(formFields) as [FormField, ...FormField[]]

export type ChangeRow = {
  readonly id: string
  readonly title: string
  readonly assetTag: string | null
  readonly revision: number
  readonly state: string
  readonly stage: number
  readonly next: string
  readonly nextOwner: string | null
  readonly updatedAt: string
}

/** A patch file in the library; what it is for stands in its header, or a person says it. */
export type PatchRow = {
  readonly sha256: string
  readonly fileName: string
  readonly sizeBytes: number
  readonly vendor: string | null
  readonly orderNumber: string | null
  readonly series: string | null
  readonly version: string | null
  readonly line: 'signed' | 'unsigned' | null
  /** Who says what the file is for: its own header, or the person who added it. */
  readonly statedBy: 'header' | 'person'
  readonly source: string
  readonly sourceVerifiedBy: string
  readonly addedAt: string
}

export const changeAct = <Body extends z.ZodType>(
  name: string,
  summary: string,
  path: string,
  body: Body,
) =>
  defineRoute({
    name,
    summary,
    method: 'POST',
    path: `/api/changes/:id/${path}`,
    params: byId,
    query: none,
    body,
    response: answers<ChangeActed>(),
  })

export const listPatches = defineRoute({
  name: 'patches list',
  summary: 'The patch files in the library',
  method: 'GET',
  path: '/api/patches',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly patches: readonly PatchRow[] }>(),
})

const patchFact = z.string().max(200).nullish()

export const addPatch = defineRoute({
  name: 'patches add',
  summary: 'Add a patch file, with its source and who verified it',
  method: 'POST',
  path: '/api/patches',
  params: none,
  query: none,
  body: z.object({
    fileName: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^/\\\0]+$/),
    contentBase64: z.string().max(80_000_000),
    source: text,
    sourceVerifiedBy: text,
    /** What the file is for, where it has no header that says so. */
    vendor: patchFact,
    orderNumber: patchFact,
    series: patchFact,
    version: patchFact,
    line: z.enum(['signed', 'unsigned']).nullish(),
  }),
  response: answers<{ readonly patch: PatchRow; readonly leaf: number }>(),
})

export const listChanges = defineRoute({
  name: 'changes list',
  summary: 'The changes and where each stands',
  method: 'GET',
  path: '/api/changes',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly changes: readonly ChangeRow[] }>(),
})

export const openChange = defineRoute({
  name: 'changes open',
  summary: 'Open a change from a decided case',
  method: 'POST',
  path: '/api/changes',
  params: none,
  query: none,
  body: z.object({
    caseId: id,
    title: text,
    /** The update that it installs, of those that the case shows. */
    update: z.strictObject({ releaseId: text, product: text }).optional(),
  }),
  response: answers<ChangeActed>(),
})

export const readChange = defineRoute({
  name: 'changes show',
  summary: 'One change: plan, board, run, validation, and what the rules allow',
  method: 'GET',
  path: '/api/changes/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<ChangeView>(),
})

const functionalTest = z.object({
  id,
  title: text,
  action: text,
  expected: z.number(),
  tolerance: z.number().min(0),
  unit: z.string().min(1).max(20),
  readBy: z.enum(['probe', 'person']),
  signal: z
    .object({
      table: z.enum(['coil', 'discrete-input', 'input-register', 'holding-register']),
      address: z.number().int().min(0).max(65_535),
      scale: z.number(),
      unit: z.string().min(1).max(20),
    })
    .nullable(),
  minutes: z.number().min(0).max(1440),
})

export const draftPlanRoute = changeAct(
  'changes plan',
  'Write the standard plan for one controller; every edit voids the signatures',
  'plan',
  z.object({
    patchSha256: sha256,
    opensAt: instant,
    closesAt: instant,
    functionalTests: z.array(functionalTest).max(50),
    /** Why it can be taken back; without it, or against the advisory's word, it counts as one-way. */
    reversibleBasis: z.string().max(4000).default(''),
    residualRisk: text,
    limits: z.string().max(4000).default(''),
  }),
)

export const fillForm = changeAct(
  'board fill',
  'Fill one field of the board form; its owner does',
  'form',
  z.object({ field: z.enum(fieldNames), text }),
)

export const submitToBoard = changeAct(
  'board submit',
  'Bring the change before the board',
  'submit',
  none,
)

export const signRoute = changeAct(
  'board sign',
  'Sign this exact plan; the password is asked again',
  'sign',
  z.object({ role: z.enum(roleNames), digest: sha256, password: z.string().min(1).max(500) }),
)

export const decideRoute = changeAct(
  'board decide',
  'Record the decision: go, no-go or deferral',
  'decide',
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('go'), digest: sha256 }),
    z.object({ kind: z.literal('no-go'), reason: text }),
    z.object({
      kind: z.literal('deferral'),
      controls: z.array(id).min(1),
      mitigationPlan: text,
      dueOn: plainDate,
      reviewOn: plainDate,
      reason: text,
    }),
  ]),
)

export const vetoRoute = changeAct(
  'board veto',
  'Veto this revision on grounds of safety or production; it is final',
  'veto',
  z.object({ ground: z.enum(['safety', 'production']), reason: text }),
)

export const reviseRoute = changeAct(
  'changes revise',
  'Draft a new revision; nothing signed before counts for it',
  'revise',
  z.object({ reason: text }),
)
