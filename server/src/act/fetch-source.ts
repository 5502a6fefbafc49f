import { type InformationSource, type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Job, Platform } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import { sourcesNow } from './act-on-sources.ts'
import { asJson } from './act-on-stream.ts'
import { importerRefusals } from './import-advisories.ts'

export const SOURCE_FETCH = 'source-fetch'
const JOBS_LOOKED_AT = 50

/** Starts the job; the id of it. */
export async function fetchSource(
  platform: Platform,
  id: string,
  { actor, commandId }: Acting,
): Promise<Result<string, readonly Refusal[]>> {
  const known = await platform.jobs.get(commandId)
  if (known !== null) return accept(commandId)
  const source = (await sourcesNow(platform)).find((one) => one.id === id)
  if (source === undefined) return refuse(noSuch('source', id))
  const under = fetchUnderWay(source, await platform.jobs.list(JOBS_LOOKED_AT))
  const refusals = [...importerRefusals(actor), ...fetchRefusals(platform, source)]
  if (under !== null) {
    const what = `${source.name} is being fetched by job ${under}`
    refusals.push(refusalOf('fetch-under-way', what, 'Wait for it, or end it'))
  }
  if (refusals.length > 0) return refuse(refusals)
  const payload = asJson({ actor, source: id })
  const at = platform.now()
  await platform.jobs.enqueue({ jobId: commandId, kind: SOURCE_FETCH, payload, at })
  return accept(commandId)
}

/** Why nothing can be fetched from it, whoever asks. */
export function fetchRefusals(platform: Platform, source: InformationSource): readonly Refusal[] {
  const refusals: Refusal[] = []
  if (!platform.fetching.isAllowed) {
    const what = 'This server fetches nothing: a plant needs no internet'
    const instead = 'Collect on a connected machine and hand the folder over'
    refusals.push(refusalOf('fetch-off', what, `${instead}, or start it with HOLDPOINT_FETCH=on`))
  }
  if (source.address === null) {
    const what = `${source.name} has no address`
    refusals.push(refusalOf('no-address', what, 'Give it one, or hand it over by file'))
  }
  if (source.kind === 'folder') {
    const what = `${source.name} is a folder that is carried across`
    refusals.push(refusalOf('no-address', what, 'Hand it over by file'))
  }
  if (source.ended !== null) {
    refusals.push(refusalOf('source-ended', `${source.name} is ended`, 'Register it anew'))
  }
  return refusals
}

export function fetchUnderWay({ id }: InformationSource, jobs: readonly Job[]): string | null {
  const open = jobs.find(
    ({ kind, state, payload }) =>
      kind === SOURCE_FETCH &&
      (state === 'queued' || state === 'running') &&
      (payload as { readonly source?: string }).source === id,
  )
  return open?.jobId ?? null
}
