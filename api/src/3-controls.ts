import type { CompensatingControl } from '@holdpoint/core'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, plainDate, text } from './shapes.ts'

const flow = z.object({
  from: text,
  to: text,
  protocol: z.enum(['tcp', 'udp']),
  port: z.number().int(),
  why: text,
})

export type ControlView = {
  readonly control: CompensatingControl
  /** What it may take off the risk: nothing, until a check proves it. */
  readonly credit: 'none'
  readonly creditWhy: string
}

export const recordControl = defineRoute({
  name: 'controls record',
  summary: 'Render a conduit policy to nftables, ask nft whether it takes it, and record it',
  method: 'POST',
  path: '/api/controls',
  params: none,
  query: none,
  body: z.object({
    caseId: id,
    policy: z.object({
      conduit: text,
      protects: z.object({ assetTag: text, address: text }),
      permitted: z.array(flow).max(200),
    }),
    reviewOn: plainDate,
    expiresOn: plainDate,
  }),
  response: answers<{ readonly leaf: number; readonly view: ControlView }>(),
})

export const listControls = defineRoute({
  name: 'controls list',
  summary: 'The compensating controls and what each is worth',
  method: 'GET',
  path: '/api/controls',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly controls: readonly ControlView[] }>(),
})

export const readControl = defineRoute({
  name: 'controls show',
  summary: 'One control with its rules',
  method: 'GET',
  path: '/api/controls/:id',
  params: byId,
  query: none,
  body: none,
  response: answers<ControlView>(),
})
