import * as contract from '@holdpoint/api'
import { type Asset, isStale, refusalOf } from '@holdpoint/core'
import { type Answer, packetInALine, packetsInWords, reach } from '@holdpoint/reach'
import { accept, refuse } from '@holdpoint/std'
import { importFirewall, previewFirewall } from '../act/import-firewall.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { firewallSummaries, type PlantGuard, plantGuard } from '../read/plant-guard.ts'

export function registerFirewalls(register: Register, platform: Platform): void {
  register(contract.listFirewalls, async () => accept(await firewallsView(platform)))
  register(contract.previewFirewall, ({ body, params }) =>
    previewFirewall(platform, { ...body, tag: params.id }),
  )
  register(contract.importFirewall, ({ body, params, person, idempotencyKey }) =>
    importFirewall(
      platform,
      { ...body, tag: params.id },
      { actor: actorOf(person), commandId: idempotencyKey },
    ),
  )
  register(contract.askReach, async ({ body }) => {
    const guard = await plantGuard(platform)
    if (guard.guarded === null) {
      const what = 'No zones and conduits are recorded, or they do not fit the configurations'
      return refuse([refusalOf('no-zones', what, 'Import zones and conduits first')])
    }
    const answer = reach(guard.guarded.network, body)
    if (answer.ok) return accept(answerInWords(answer.value, guard))
    const { where, why } = answer.refusal
    return refuse([refusalOf('malformed-request', `${where}: ${why}`, 'Correct this field')])
  })
}

async function firewallsView(platform: Platform): Promise<contract.FirewallsView> {
  const [summaries, assetRows, guard] = await Promise.all([
    firewallSummaries(platform),
    platform.store.listModels('asset'),
    plantGuard(platform),
  ])
  const now = platform.now()
  const assets = assetRows.map((row) => row.body as unknown as Asset)
  return {
    firewalls: summaries.map((one) => ({
      ...one,
      stale: isStale(one, now),
      interfaces: Object.entries(one.interfaces).map(([name, { zone }]) => ({ name, zone })),
    })),
    inventory: assets.filter(({ kind }) => kind === 'firewall').map(({ tag }) => tag),
    zones: (guard.kept?.network.zones ?? []).map(({ id, name }) => ({ id, name })),
    gaps: [...(guard.guarded?.gaps.values() ?? [])].map(({ conduit, why }) => ({ conduit, why })),
  }
}

function answerInWords(answer: Answer, { guarded }: PlantGuard): contract.ReachAnswer {
  const read = guarded?.read ?? []
  const whyOf = (firewall: string) => guarded?.gaps.get(firewall)?.why ?? null
  return {
    verdict: answer.verdict,
    witness: answer.witness === null ? null : packetInALine(answer.witness),
    path: answer.path.map(({ firewall, rule, file, line }) => {
      const gap = whyOf(firewall)
      return gap === null
        ? { firewall, rule, file, line }
        : { firewall: gap, rule: null, file: '', line: 0 }
    }),
    packets: answer.packets.map(packetsInWords),
    packetsLeftOut: answer.packetsLeftOut,
    replies: answer.replies,
    openSessions: answer.openSessions,
    assumptions: answer.assumptions.map(({ file, line, what }) => ({
      ...{ at: file === '' ? '' : `${file}:${line}`, what },
    })),
    asOf: read.map(({ at }) => at).toSorted()[0] ?? null,
    firewallsRead: read.map(({ firewall }) => firewall),
  }
}
