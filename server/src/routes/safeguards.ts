import * as contract from '@holdpoint/api'
import type { Refusal, Safeguard, SafeguardCommand, TriageCase } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnSafeguard, runSafeguardCheck } from '../act/act-on-safeguard.ts'
import type { Acted } from '../act/act-on-stream.ts'
import { reviewCredits } from '../act/review-credits.ts'
import type { Asked, Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { allSafeguards, SAFEGUARD_MODEL, safeguardView } from '../read/all-safeguards.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf, peopleNames } from '../read/people-names.ts'

export function registerSafeguards(register: Register, platform: Platform): void {
  register(contract.listSafeguards, async () => {
    const [all, nameOf] = await Promise.all([allSafeguards(platform), peopleNames(platform)])
    const now = platform.now()
    return accept({ safeguards: all.map((one) => safeguardView(one, { now, nameOf })) })
  })
  register(contract.recordSafeguard, (asked) => record(platform, asked))
  register(contract.checkSafeguard, async ({ params, idempotencyKey }) => {
    const row = await platform.store.readModel(SAFEGUARD_MODEL, params.id)
    if (row === null) return refuse(noSuch('safeguard', params.id))
    const safeguard = row.body as unknown as Safeguard
    const ask = { safeguard, commandId: idempotencyKey }
    return shown(platform, await runSafeguardCheck(platform, ask))
  })
  register(contract.inspectSafeguard, (asked) =>
    act(platform, asked, { kind: 'inspect-safeguard', ...asked.body }),
  )
  register(contract.signInspection, (asked) => act(platform, asked, { kind: 'sign-inspection' }))
  register(contract.withdrawSafeguard, (asked) =>
    act(platform, asked, { kind: 'withdraw-safeguard', reason: asked.body.reason }),
  )
}

type ActRoute =
  | typeof contract.inspectSafeguard
  | typeof contract.signInspection
  | typeof contract.withdrawSafeguard

async function act(
  platform: Platform,
  { params, person, idempotencyKey }: Pick<Asked<ActRoute>, 'params' | 'person' | 'idempotencyKey'>,
  command: SafeguardCommand,
) {
  const acting = { actor: actorOf(person), commandId: idempotencyKey }
  return shown(platform, await actOnSafeguard(platform, { ...acting, id: params.id, command }))
}

async function record(
  platform: Platform,
  { body, person, idempotencyKey }: Asked<typeof contract.recordSafeguard>,
) {
  const row = await platform.store.readModel('case', body.caseId)
  if (row === null) return refuse(noSuch('case', body.caseId))
  const { finding } = row.body as unknown as TriageCase
  const id = `safeguard-${platform.newId()}`
  const { only = [], recheckDays = 30, ...said } = body
  const safeguard = { ...said, id, assetTag: finding.assetTag, only, recheckDays }
  return shown(
    platform,
    await actOnSafeguard(platform, {
      ...{ actor: actorOf(person), commandId: idempotencyKey, id },
      command: { kind: 'record-safeguard', safeguard },
    }),
  )
}

/** What was withdrawn or fails may take a credit away: at once, not at the next round. */
async function shown(
  platform: Platform,
  acted: Result<Acted<Safeguard>, readonly Refusal[]>,
): Promise<Result<contract.SafeguardActed, readonly Refusal[]>> {
  if (!acted.ok) return acted
  await reviewCredits(platform)
  const nameOf = await peopleNames(platform)
  const view = safeguardView(acted.value.state, { now: platform.now(), nameOf })
  return accept({ leaf: acted.value.leaf, view })
}
