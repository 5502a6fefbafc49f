import {
  ageingOf,
  type CheckKind,
  type CompensatingControl,
  checkKinds,
  SYSTEM,
} from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { allControls } from '../read/all-controls.ts'
import { allSafeguards } from '../read/all-safeguards.ts'
import { actOnControl } from './act-on-control.ts'
import { runSafeguardCheck } from './act-on-safeguard.ts'
import { checkControl } from './check-control.ts'
import { ageingFacts, controlInputs } from './control-inputs.ts'
import { reviewCredits } from './review-credits.ts'

/** Repeated when so much of its time is over. */
const REPEAT_SHARE = 0.5

/**
 * Runs again the checks whose time comes, and after an import the exact one of every control that
 * is in force, or after a new baseline the one on captures; then notes what has aged, and opens
 * again the cases that rested on it.
 */
export async function recheckControls(
  platform: Platform,
  { because }: { readonly because: Because },
): Promise<number> {
  for (const control of await allControls(platform)) {
    if (control.step === 'remove') continue
    for (const kind of dueChecks(control, because, platform.now())) {
      const commandId = `recheck:${control.id}:${kind}:${platform.newId()}`
      const ran = await checkControl(platform, { id: control.id, kind, commandId })
      if (!ran.ok) platform.log(`control ${control.id}: ${kind}: ${ran.refusal[0]?.what ?? ''}`)
    }
  }
  await recheckSafeguards(platform, because)
  await noteAgeing(platform)
  return reviewCredits(platform)
}

/** A configuration or a baseline came in, or time went by. */
type Because = 'import' | 'baseline' | 'schedule'

function dueChecks(
  control: CompensatingControl,
  because: Because,
  now: string,
): readonly CheckKind[] {
  if (because === 'baseline') {
    return control.checks.some(({ kind }) => kind === 'captures') ? ['captures'] : []
  }
  if (because === 'import') return control.firewall === null ? [] : ['exact-deployed']
  return checkKinds.filter((kind) => {
    const check = control.checks.find((one) => one.kind === kind)
    // What was planned is looked at before it is loaded; after that what runs is.
    if (check === undefined || kind === 'exact-planned') return false
    return isHalfOver(check, now)
  })
}

/** What a machine once showed of access and monitoring is shown again, or it is lost. */
async function recheckSafeguards(platform: Platform, because: Because): Promise<void> {
  const now = platform.now()
  for (const safeguard of await allSafeguards(platform)) {
    const { check, withdrawn, kind } = safeguard
    if (check === null || withdrawn !== null) continue
    const isNews = because === (kind === 'access' ? 'import' : 'baseline')
    if (!isNews && !isHalfOver(check, now)) continue
    const commandId = `recheck:${safeguard.id}:${platform.newId()}`
    const ran = await runSafeguardCheck(platform, { safeguard, commandId })
    if (!ran.ok) platform.log(`safeguard ${safeguard.id}: ${ran.refusal[0]?.what ?? ''}`)
  }
}

function isHalfOver(check: { readonly at: string; readonly until: string }, now: string): boolean {
  const whole = Date.parse(check.until) - Date.parse(check.at)
  return Date.parse(now) - Date.parse(check.at) > whole * REPEAT_SHARE
}

async function noteAgeing(platform: Platform): Promise<void> {
  for (const control of await allControls(platform)) {
    if (control.step === 'remove') continue
    const facts = await ageingFacts(platform, control, await controlInputs(platform, control))
    const aged = ageingOf(control, facts)
    if (JSON.stringify(aged) === JSON.stringify(control.aged)) continue
    const commandId = `aged:${control.id}:${platform.newId()}`
    const command = { kind: 'note-ageing', aged } as const
    await actOnControl(platform, { actor: SYSTEM, commandId, id: control.id, command })
  }
}
