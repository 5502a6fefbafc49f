import * as contract from '@holdpoint/api'
import type { AdvisoryCommand } from '@holdpoint/core'
import { accept, refuse } from '@holdpoint/std'
import { actOnAdvisory } from '../act/act-on-advisory.ts'
import { loadCase } from '../act/act-on-case.ts'
import { matchingNow } from '../act/match-again.ts'
import { matchByHand } from '../act/match-by-hand.ts'
import type { Asked, Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { advisoryDesk } from '../read/advisory-desk.ts'
import { caseRevision } from '../read/case-revision.ts'
import {
  matchedAssets,
  matchedProducts,
  matchRuns,
  matchStatistics,
} from '../read/matching-lists.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'
import { revisionsView } from '../read/revisions.ts'
import { searchAdvisories } from '../read/search-advisories.ts'

/** What CSAF asks of a management system and of an asset matching system, over the API. */
export function registerAdvisories(register: Register, platform: Platform): void {
  registerReading(register, platform)
  registerActs(register, platform)
  registerMatching(register, platform)
  registerCaseRevisions(register, platform)
}

function registerReading(register: Register, platform: Platform): void {
  register(contract.searchAdvisories, async ({ query, person }) => {
    const { where = [], sort = null, order = 'up', unread } = query
    const wish = { where, sort, order, unreadOnly: unread === 'yes' }
    return accept({ advisories: await searchAdvisories(platform, wish, person) })
  })
  register(contract.readRevisions, ({ params, query }) => revisionsView(platform, params.id, query))
  register(contract.readAdvisoryDesk, async ({ params, person }) => {
    const desk = await advisoryDesk(platform, params.id, person)
    return desk === null ? refuse(noSuch('advisory', params.id)) : accept(desk)
  })
}

function registerActs(register: Register, platform: Platform): void {
  const act = (asked: Pick<Asked<contract.AnyRoute>, 'person' | 'idempotencyKey'>) => ({
    on: (id: string, command: AdvisoryCommand) => {
      const actor = actorOf(asked.person)
      return actOnAdvisory(platform, { actor, commandId: asked.idempotencyKey, id, command })
    },
  })
  register(contract.commentOnAdvisory, (asked) =>
    act(asked).on(asked.params.id, { kind: 'comment-on-advisory', ...asked.body }),
  )
  register(contract.markAdvisoryRead, async (asked) => {
    const { id } = asked.params
    const [latest] = await platform.advisories.revisions(id)
    const version = latest?.version ?? ''
    return act(asked).on(id, { kind: 'mark-advisory-read', version })
  })
  register(contract.markRemediation, (asked) =>
    act(asked).on(asked.params.id, { kind: 'mark-remediation', ...asked.body }),
  )
  register(contract.deleteAdvisory, (asked) =>
    act(asked).on(asked.params.id, { kind: 'delete-advisory', ...asked.body }),
  )
  register(contract.letDecisionStand, async (asked) => {
    const { id: caseId } = asked.params
    const { state } = await loadCase(platform, caseId)
    if (state === null) return refuse(noSuch('case', caseId))
    const { advisoryId } = state.finding
    const [latest] = await platform.advisories.revisions(advisoryId)
    const version = latest?.version ?? ''
    return act(asked).on(advisoryId, {
      ...{ kind: 'let-decision-stand', caseId, version },
      ...asked.body,
    })
  })
}

function registerMatching(register: Register, platform: Platform): void {
  register(contract.readMatching, async () => accept(await matchingNow(platform)))
  register(contract.matchByHand, ({ body, person, idempotencyKey }) =>
    matchByHand(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.listMatchRuns, async () => accept(await matchRuns(platform)))
  register(contract.listMatchedProducts, async () =>
    accept({ products: await matchedProducts(platform) }),
  )
  register(contract.listMatchedAssets, async ({ query }) =>
    accept({ assets: await matchedAssets(platform, query.asset ?? null) }),
  )
  register(contract.readMatchStatistics, async () => accept(await matchStatistics(platform)))
}

function registerCaseRevisions(register: Register, platform: Platform): void {
  register(contract.readCaseRevision, async ({ params }) => {
    const { state } = await loadCase(platform, params.id)
    if (state === null) return refuse(noSuch('case', params.id))
    return accept(await caseRevision(platform, state))
  })
}
