import {
  type Clocks,
  type ClocksCommand,
  type ClocksEvent,
  type ClocksFacts,
  decideClocks,
  evolveClocks,
  noClocks,
  type Refusal,
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

const clocksAggregate: Aggregate<Clocks, ClocksCommand, ClocksEvent, ClocksFacts> = {
  stream: (id) => id,
  evolve: evolveClocks,
  decide: decideClocks,
  beside: ({ after }) => ({
    ...nothingBeside,
    readModels: [{ kind: 'clocks', id: 'newest', body: asJson(after) }],
  }),
}

const STREAM = 'clocks'

export async function clocksNow(platform: Platform): Promise<Clocks> {
  return (await load(platform, clocksAggregate, STREAM)).state ?? noClocks
}

export function actOnClocks(
  platform: Platform,
  act: Acting & { readonly command: ClocksCommand },
): Promise<Result<Acted<Clocks>, readonly Refusal[]>> {
  const now = platform.now()
  const facts = { now, today: civilDayAt(now, platform.site.timeZone), actor: act.actor }
  return actOnStream(platform, clocksAggregate, { ...act, id: STREAM, facts })
}
