import {
  type CompensatingControl,
  type ControlCommand,
  type ControlEvent,
  decideControl,
  evolveControl,
  type Facts,
  type Refusal,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  type Acted,
  type Aggregate,
  actOnStream,
  asJson,
  load,
  nothingBeside,
} from './act-on-stream.ts'

const controlAggregate: Aggregate<CompensatingControl, ControlCommand, ControlEvent, Facts> = {
  stream: (id) => `control/${id}`,
  evolve: evolveControl,
  decide: decideControl,
  beside: ({ id, after }) => ({
    ...nothingBeside,
    readModels: [{ kind: 'control', id, body: asJson(after) }],
  }),
}

export function actOnControl(
  platform: Platform,
  act: Acting & { readonly id: string; readonly command: ControlCommand },
): Promise<Result<Acted<CompensatingControl>, readonly Refusal[]>> {
  const facts: Facts = { now: platform.now(), actor: act.actor }
  return actOnStream(platform, controlAggregate, { ...act, facts })
}

export function loadControl(platform: Platform, id: string) {
  return load(platform, controlAggregate, id)
}
