import type { AdvisoriesImported } from '@holdpoint/api'
import type { Actor, InformationSource } from '@holdpoint/core'
import { collectAdvisories, fetchFacts } from '@holdpoint/feeds'
import { actOnSources, sourcesNow } from '../act/act-on-sources.ts'
import { asJson } from '../act/act-on-stream.ts'
import type { DocumentOutcome } from '../act/import-advisories.ts'
import { importEnrichment } from '../act/import-enrichment.ts'
import type { Platform } from '../platform.ts'
import { type Gathered, importGathered } from './advisory-import.ts'
import { Ended, type HeldJob } from './held-job.ts'
import { sentOf } from './unpack-archives.ts'

const BEAT_EVERY_MS = 2_000
const STAGED_AT_A_TIME = 25

type Payload = { readonly actor: Actor; readonly source: string }

/** Brings what a source publishes, and imports it as what is handed over is imported. */
export async function runSourceFetch(platform: Platform, held: HeldJob): Promise<void> {
  const { actor, source: id } = held.job.payload as unknown as Payload
  const source = (await sourcesNow(platform)).find((one) => one.id === id && one.ended === null)
  if (source === undefined || source.address === null) throw new Error(`${id}: is ended meanwhile`)
  if (!platform.fetching.isAllowed) throw new Error('this server fetches nothing any more')
  const given = { actor, source, address: source.address }
  if (source.kind !== 'csaf-provider') return fetchFactsOf(platform, held, given)
  await importGathered(platform, held, {
    actor,
    gather: () => gather(platform, held, given),
    // Not when a person ends it: what waits is for the next fetch, the provider tells of it once.
    afterReading: () => platform.fetching.spool.clear(id, held.job.jobId),
    delivery: { source: id, how: 'fetched' },
  })
}

type Given = {
  readonly actor: Actor
  readonly source: InformationSource
  readonly address: string
}

async function gather(platform: Platform, held: HeldJob, given: Given): Promise<Gathered> {
  const { jobId } = held.job
  const { id } = given.source
  const { spool } = platform.fetching
  const fixed = await spool.list(id, jobId)
  // Taken up again after a crash: what it is about is fixed, and staged in the same places.
  const collected = fixed === null ? await collect(platform, held, given) : null
  const names = fixed ?? (await spool.fix(id, jobId))
  for (let from = 0; from < names.length; from += STAGED_AT_A_TIME) {
    const part = names.slice(from, from + STAGED_AT_A_TIME)
    const documents = await Promise.all(part.map((name) => spool.read(id, name)))
    await platform.jobDocuments.stage(
      jobId,
      from,
      documents.map(({ name, bytes, beside }) => {
        return { fileName: name, bytes, beside: asJson(sentOf(beside)) }
      }),
    )
    await held.beat({ phase: 'fetching', done: from + part.length, total: names.length })
  }
  const refused = (collected?.refused ?? []).map(({ url, words }) => {
    const outcome: DocumentOutcome = { kind: 'refused', fileName: url, where: url, why: words }
    return { fileName: url, outcome: asJson(outcome) }
  })
  await platform.jobDocuments.stage(jobId, names.length, refused)
  return { listed: collected?.listed ?? null }
}

/** With the progress of the collector; what it has brought stays for the next run if it is ended. */
async function collect(platform: Platform, held: HeldJob, { source, address }: Given) {
  const { spool, authorities } = platform.fetching
  const abort = new AbortController()
  let far = { done: 0, total: 0 }
  let ended: unknown = null
  const beat = async () => {
    await held.beat({ phase: 'fetching', ...far }).catch((error: unknown) => {
      ended = error
      abort.abort()
    })
  }
  await beat()
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS)
  try {
    const answer = await collectAdvisories({
      provider: providerOf(address),
      folder: spool.of(source.id),
      signal: abort.signal,
      tell: (done, total) => {
        far = { done, total }
      },
      ...(authorities.length === 0 ? {} : { authorities }),
    })
    if (ended !== null) throw ended
    if (!answer.ok) throw new Error(`${answer.refusal.url}: ${answer.refusal.words}`)
    return answer.value
  } finally {
    clearInterval(timer)
  }
}

/** A domain as it is; anything with a path is an address. */
function providerOf(address: string): string {
  return address.includes('/') && !address.startsWith('https://') ? `https://${address}` : address
}

async function fetchFactsOf(platform: Platform, held: HeldJob, given: Given): Promise<void> {
  const { actor, source, address } = given
  const { jobId } = held.job
  const { authorities } = platform.fetching
  await held.beat({ phase: 'fetching', done: 0, total: 1 })
  const facts = await fetchFacts(address, authorities.length === 0 ? {} : { authorities })
  if (!facts.ok) throw new Error(facts.refusal)
  const acting = { actor, commandId: `job:${jobId}:facts` }
  const imported = await importEnrichment(platform, { files: [facts.value] }, acting)
  if (!imported.ok) throw new Error(imported.refusal.map(({ what }) => what).join('; '))
  const { leaf, kev, epss, cisa } = imported.value
  const counts = { stored: kev + epss + cisa, unchanged: 0 }
  const command = { kind: 'note-delivery', id: source.id, how: 'fetched', listed: null } as const
  await actOnSources(platform, {
    actor,
    commandId: `job:${jobId}:delivered`,
    command: { ...command, ...counts, refused: 0 },
  })
  const none = { proved: 0, refused: [], matching: null, matchingJob: null }
  const result: AdvisoriesImported = { ...counts, ...none, leaf }
  if (!(await held.finish('done', result))) throw new Ended('lost')
}
