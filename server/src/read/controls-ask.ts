import type { NeedsMe } from '@holdpoint/api'
import { type CompensatingControl, type Role, whyNoCredit } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { allControls } from './all-controls.ts'
import { civilDayAt } from './civil-day-at.ts'

const DAYS_BEFORE = 14

/** What controls in force ask of their owners: worth that is gone, and reviews and expiries that come. */
export async function controlsAsk(platform: Platform): Promise<readonly NeedsMe[]> {
  const now = platform.now()
  const today = civilDayAt(now, platform.site.timeZone)
  const soon = new Date(Date.parse(now) + DAYS_BEFORE * 86_400_000).toISOString().slice(0, 10)
  const out: NeedsMe[] = []
  for (const control of await allControls(platform)) {
    if (control.step === 'remove' || control.step === 'recorded') continue
    const owner = await roleOfOwner(platform, control)
    const ask = (id: string, what: string, reason: string, dueOn: string | null) =>
      out.push({ ...rowOf(control), id: `${control.id} ${id}`, what, reason, dueOn, owner })
    const [lost] = control.step === 'enforce' ? whyNoCredit(control, now) : []
    if (lost !== undefined) ask('worth', 'Look: the control is worth nothing now', lost, today)
    const last = control.reviewOn < control.expiresOn ? control.reviewOn : control.expiresOn
    if (last <= soon) {
      ask(
        'review',
        'Review the control',
        `Review on ${control.reviewOn}, expires on ${control.expiresOn}`,
        last,
      )
    }
  }
  return out
}

function rowOf({ id, assetTag, policy }: CompensatingControl) {
  const title = `${assetTag}: ${policy.conduit}`
  return { kind: 'control', title, link: `/controls/${id}` } as const
}

/** Their own role; where they are gone the security lead looks. */
async function roleOfOwner(platform: Platform, { ownerId }: CompensatingControl): Promise<Role> {
  const owner = await platform.people.byId(ownerId)
  const isEngineer = owner?.active === true && owner.roles.includes('control-systems-engineer')
  return isEngineer ? 'control-systems-engineer' : 'ot-cybersecurity-lead'
}
