import type { addBaseline as addBaselineRoute, BodyOf } from '@holdpoint/api'
import {
  type BaselineCommand,
  type BaselineEvent,
  decideBaseline,
  evolveBaseline,
  type Facts,
  type PlantBaseline,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { type CaptureFindings, captureSurvey } from '@holdpoint/probes'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { BASELINE_MODEL } from '../read/all-baselines.ts'
import { noSuch } from '../read/no-such.ts'
import { type Acted, type Aggregate, actOnStream, asJson, nothingBeside } from './act-on-stream.ts'

const baselineAggregate: Aggregate<PlantBaseline, BaselineCommand, BaselineEvent, Facts> = {
  stream: (id) => `baseline/${id}`,
  evolve: evolveBaseline,
  decide: decideBaseline,
  beside: ({ id, after }) => ({
    ...nothingBeside,
    readModels: [{ kind: BASELINE_MODEL, id, body: asJson(after) }],
  }),
}

type Kept = Result<Acted<PlantBaseline>, readonly Refusal[]>

/** Reads the capture to its end, seals its bytes, and keeps what was seen in it. */
export async function addBaseline(
  platform: Platform,
  wish: BodyOf<typeof addBaselineRoute>,
  acting: Acting,
): Promise<Kept> {
  const { contentBase64, neverHere = [], ...said } = wish
  const bytes = new Uint8Array(Buffer.from(contentBase64, 'base64'))
  if (bytes.length === 0 || Buffer.from(bytes).toString('base64') !== contentBase64) {
    const what = `${wish.fileName}: the content is empty or not base64`
    return refuse([refusalOf('malformed-request', what, 'Choose the file again')])
  }
  const read = wholeCapture(bytes, wish.fileName)
  if (!read.ok) return read
  const [file] = read.value.files
  const id = `baseline-${platform.newId()}`
  const kept = {
    ...{ id, ...said, neverHere, sizeBytes: bytes.length },
    ...{ packets: file?.packets ?? 0, firstAt: file?.firstSeen ?? null },
    lastAt: file?.lastSeen ?? null,
    devices: [...new Set(read.value.assets.flatMap(({ addresses }) => addresses))].toSorted(),
  }
  const facts = { now: platform.now(), actor: acting.actor }
  const may = decideBaseline(null, { kind: 'add-baseline', ...kept, sha256: '' }, facts)
  if (!may.ok) return may
  const sealed = await platform.vault.seal(bytes)
  if (!sealed.ok) {
    const what = `The vault refused the file: ${sealed.refusal.kind}`
    return refuse([refusalOf('vault-refused', what, 'Make room on the server')])
  }
  return actOnStream(platform, baselineAggregate, {
    ...{ ...acting, id, facts },
    command: { kind: 'add-baseline', ...kept, sha256: sealed.value.sha256 },
  })
}

export async function retireBaseline(
  platform: Platform,
  wish: { readonly id: string; readonly reason: string },
  acting: Acting,
): Promise<Kept> {
  const row = await platform.store.readModel(BASELINE_MODEL, wish.id)
  if (row === null) return refuse(noSuch('baseline', wish.id))
  const facts = { now: platform.now(), actor: acting.actor }
  const command = { kind: 'retire-baseline', reason: wish.reason } as const
  return actOnStream(platform, baselineAggregate, { ...acting, id: wish.id, facts, command })
}

/** Silence on a capture that was read in part would be no silence. */
function wholeCapture(
  bytes: Uint8Array,
  file: string,
): Result<CaptureFindings, readonly Refusal[]> {
  const survey = captureSurvey()
  const capture = survey.open(file)
  capture.push(bytes)
  const ended = capture.end()
  const damage = ended.ok ? ended.value.damage : ended.refusal
  if (damage === null) return accept(survey.findings())
  const what = `${file}: at byte ${damage.offset}: ${damage.why}`
  return refuse([refusalOf('damaged-capture', what, 'Export the capture again')])
}
