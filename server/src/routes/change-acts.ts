import type { AnyRoute, ChangeActed } from '@holdpoint/api'
import type { ChangeCommand, ControllerNow, Refusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { actOnChange } from '../act/act-on-change.ts'
import { clocksOfBoard } from '../act/follow-into-clocks.ts'
import type { Asked } from '../http/register-route.ts'
import type { Platform } from '../platform.ts'
import { changeView } from '../read/change-view.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf } from '../read/people-names.ts'

export type ActExtras = {
  /** When the person's password was verified for exactly this act. */
  readonly reauthenticatedAt?: string | null
  readonly controller?: ControllerNow
}

/** Acts on a change and answers with the ledger entry and the state after it. */
export async function actOnChangeAndView(
  platform: Platform,
  asked: Pick<Asked<AnyRoute>, 'person' | 'idempotencyKey'>,
  given: { readonly id: string; readonly command: ChangeCommand } & ActExtras,
): Promise<Result<ChangeActed, readonly Refusal[]>> {
  const { id, command, controller = null, reauthenticatedAt = null } = given
  const acted = await actOnChange(platform, {
    id,
    command,
    controller,
    actor: actorOf(asked.person, reauthenticatedAt),
    commandId: asked.idempotencyKey,
  })
  if (!acted.ok) return acted
  if (command.kind === 'veto' || command.kind === 'decide') {
    await clocksOfBoard(platform, acted.value.state)
  }
  const view = await changeView(platform, id, asked.person)
  return view === null ? refuse(noSuch('change', id)) : accept({ leaf: acted.value.leaf, view })
}
