import {
  decideSource,
  evolveSources,
  type InformationSource,
  type Refusal,
  type SourceCommand,
  type SourceEvent,
  type SourceFacts,
  type SourceRegister,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { civilDayAt } from '../read/civil-day-at.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'

const STREAM = 'information-sources'

const sourcesAggregate: Aggregate<SourceRegister, SourceCommand, SourceEvent, SourceFacts> = {
  stream: (id) => id,
  evolve: evolveSources,
  decide: decideSource,
  beside: ({ after }) => ({
    ...nothingBeside,
    readModels: [{ kind: STREAM, id: 'newest', body: asJson(after) }],
  }),
}

export async function sourcesNow(platform: Platform): Promise<readonly InformationSource[]> {
  return (await load(platform, sourcesAggregate, STREAM)).state?.sources ?? []
}

export async function actOnSources(
  platform: Platform,
  act: Acting & { readonly command: SourceCommand },
): Promise<Result<Acted<SourceRegister>, readonly Refusal[]>> {
  const now = platform.now()
  const people = await platform.people.list()
  const facts = {
    now,
    actor: act.actor,
    today: civilDayAt(now, platform.site.timeZone),
    peopleIds: people.filter(({ active }) => active).map(({ personId }) => personId),
  }
  return actOnStream(platform, sourcesAggregate, { ...act, id: STREAM, facts })
}
