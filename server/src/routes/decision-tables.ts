import * as contract from '@holdpoint/api'
import { accept } from '@holdpoint/std'
import { addTable, decisionTablesView, setPolicy, withdrawTable } from '../act/decision-tables.ts'
import type { Register } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'

export function registerDecisionTables(register: Register, platform: Platform): void {
  register(contract.listDecisionTables, async () => accept(await decisionTablesView(platform)))
  register(contract.addDecisionTable, ({ body, person, idempotencyKey }) =>
    addTable(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.setTablePolicy, ({ body, person, idempotencyKey }) =>
    setPolicy(platform, body, { actor: actorOf(person), commandId: idempotencyKey }),
  )
  register(contract.withdrawDecisionTable, ({ body, person, idempotencyKey }) =>
    withdrawTable(platform, body.sha256, { actor: actorOf(person), commandId: idempotencyKey }),
  )
}
