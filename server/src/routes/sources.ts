import * as contract from '@holdpoint/api'
import type { Refusal, SourceCommand } from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { actOnSources } from '../act/act-on-sources.ts'
import { fetchSource } from '../act/fetch-source.ts'
import type { Asked, Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { sourcesView } from '../read/sources-view.ts'
import { jobById } from './jobs.ts'

export function registerSources(register: Register, platform: Platform): void {
  register(contract.listSources, async () => accept(await sourcesView(platform)))
  const act = async (
    { person, idempotencyKey }: Pick<Asked<contract.AnyRoute>, 'person' | 'idempotencyKey'>,
    command: SourceCommand,
  ): Promise<Result<contract.SourceActed, readonly Refusal[]>> => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const acted = await actOnSources(platform, { ...acting, command })
    return acted.ok ? accept({ leaf: acted.value.leaf }) : acted
  }
  register(contract.registerSource, (asked) => {
    const { kind: of, ...given } = asked.body
    return act(asked, { ...given, ...addressOf(given), kind: 'register-source', of })
  })
  register(contract.changeSource, (asked) =>
    act(asked, {
      ...asked.body,
      ...addressOf(asked.body),
      kind: 'change-source',
      id: asked.params.id,
    }),
  )
  register(contract.reviewSource, (asked) =>
    act(asked, { ...asked.body, kind: 'review-source', id: asked.params.id }),
  )
  register(contract.fetchSource, async ({ params, person, idempotencyKey }) => {
    const acting = { actor: actorOf(person), commandId: idempotencyKey }
    const started = await fetchSource(platform, params.id, acting)
    return started.ok ? jobById(platform, started.value) : started
  })
  register(contract.endSource, (asked) =>
    act(asked, { ...asked.body, kind: 'end-source', id: asked.params.id }),
  )
}

function addressOf({ address }: { readonly address: string }) {
  const given = address.trim()
  return { address: given === '' ? null : given }
}
