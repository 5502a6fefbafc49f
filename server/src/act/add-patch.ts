import type { addPatch as addPatchRoute, BodyOf, PatchRow } from '@holdpoint/api'
import { type Actor, holds, notYourRole, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { z } from 'zod'
import type { Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

type PatchWish = BodyOf<typeof addPatchRoute>

const HEADER_BYTES_MAX = 16_384

/** A readable image begins with one JSON line that says what it is; others say nothing of it. */
const header = z.object({
  vendor: z.string().nullish(),
  orderNumber: z.string().nullish(),
  series: z.string().nullish(),
  version: z.string().nullish(),
  line: z.enum(['signed', 'unsigned']).nullish(),
})

const adders = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** Seals the file by digest before anything refers to it. */
export async function addPatch(
  platform: Platform,
  wish: PatchWish,
  acting: { readonly actor: Actor; readonly commandId: string },
): Promise<Result<{ readonly patch: PatchRow; readonly leaf: number }, readonly Refusal[]>> {
  if (!holds(acting.actor, adders)) return refuse([notYourRole(adders, 'Adding a patch file')])
  const bytes = new Uint8Array(Buffer.from(wish.contentBase64, 'base64'))
  if (bytes.length === 0 || Buffer.from(bytes).toString('base64') !== wish.contentBase64) {
    const what = `${wish.fileName}: the content is empty or not base64`
    return refuse([refusalOf('malformed-request', what, 'Choose the file again')])
  }
  const said = readHeader(bytes)
  const against = contradictions(wish, said)
  if (against.length > 0) return refuse(against)
  const sealed = await platform.vault.seal(bytes)
  if (!sealed.ok) {
    const what = `The vault refused the file: ${sealed.refusal.kind}`
    return refuse([refusalOf('vault-refused', what, 'Make room on the server')])
  }
  const { sha256, sizeBytes } = sealed.value
  const fact = (name: Fact) => said[name] ?? (wish[name]?.trim() || null)
  const patch: PatchRow = {
    sha256,
    sizeBytes,
    fileName: wish.fileName,
    vendor: fact('vendor'),
    orderNumber: fact('orderNumber'),
    series: fact('series'),
    version: fact('version'),
    line: said.line ?? wish.line ?? null,
    statedBy: Object.keys(said).length > 0 ? 'header' : 'person',
    source: wish.source,
    sourceVerifiedBy: wish.sourceVerifiedBy,
    addedAt: platform.now(),
  }
  const recorded = await record(platform, {
    ...acting,
    stream: 'patches',
    event: { kind: 'patch-added', body: { ...patch } },
    readModels: [{ kind: 'patch', id: sha256, body: asJson(patch) }],
  })
  return recorded.ok ? accept({ patch, leaf: recorded.value }) : recorded
}

const facts = ['vendor', 'orderNumber', 'series', 'version', 'line'] as const
type Fact = Exclude<(typeof facts)[number], 'line'>

/** What a person says must not contradict what the file says of itself. */
function contradictions(wish: PatchWish, said: z.output<typeof header>): readonly Refusal[] {
  return facts.flatMap((name) => {
    const stated = wish[name]?.trim()
    const own = said[name]
    if (!stated || !own || stated === own) return []
    const what = `${wish.fileName} says ${name} ${own}, you say ${stated}`
    return [refusalOf('wrong-patch-file', what, 'Choose the right file, or leave the field empty')]
  })
}

function readHeader(bytes: Uint8Array): z.output<typeof header> {
  const end = bytes.subarray(0, HEADER_BYTES_MAX).indexOf(0x0a)
  if (end < 0) return {}
  const read = readStrictJson(bytes.subarray(0, end))
  if (!read.ok) return {}
  const parsed = header.safeParse(read.value)
  return parsed.success ? parsed.data : {}
}
