import { type CompensatingControl, wholeControl } from '@holdpoint/core'
import type { Platform } from '../platform.ts'

/** Every control of the site, also those that an older program wrote. */
export async function allControls(platform: Platform): Promise<readonly CompensatingControl[]> {
  const rows = await platform.store.listModels('control')
  return rows.map((row) => wholeControl(row.body as unknown as CompensatingControl))
}
