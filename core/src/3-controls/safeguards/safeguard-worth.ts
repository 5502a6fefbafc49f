import type { ControlProof } from '../../1-triage/decide/verified-controls.ts'
import { addMinutes, type Instant } from '../../plant/instant.ts'
import type { Safeguard } from './safeguard.ts'

/** What shows a safeguard today, and until when. */
export type Shown = {
  readonly by: 'check' | 'inspection'
  readonly words: string
  readonly at: Instant
  readonly until: Instant
}

const DAY_MINUTES = 24 * 60

/** Null where nothing shows it; `why` then says what would. */
export function shownToday(
  safeguard: Safeguard,
  now: Instant,
): { readonly shown: Shown | null; readonly why: readonly string[] } {
  const why: string[] = []
  if (safeguard.withdrawn !== null) why.push(`It was withdrawn: ${safeguard.withdrawn.reason}`)
  if (now.slice(0, 10) > safeguard.expiresOn) why.push(`It expired on ${safeguard.expiresOn}`)
  const against = saysOtherwise(safeguard)
  if (against !== null) why.push(against)
  if (why.length > 0) return { shown: null, why }
  const found = [byCheck(safeguard), byInspection(safeguard)].flatMap((one) =>
    one === null ? [] : [one],
  )
  const good = found
    .filter(({ until }) => now < until)
    .toSorted((a, b) => (a.until < b.until ? 1 : -1))
  if (good[0] !== undefined) return { shown: good[0], why: [] }
  return {
    shown: null,
    why: [found.length > 0 ? 'What showed it is too old' : waitsFor(safeguard)],
  }
}

/** The newest word that it does not hold takes its worth, whatever else was seen. */
function saysOtherwise({ check, inspection }: Safeguard): string | null {
  if (check?.verdict === 'fails') {
    const first = check.findings.find(({ holds }) => !holds)?.what ?? ''
    return `The check fails: ${first}`
  }
  return inspection?.found === 'fails' ? `The inspection found: ${inspection.words}` : null
}

function byCheck({ check }: Safeguard): Shown | null {
  if (check === null || check.verdict === 'fails') return null
  return { by: 'check', words: check.tool, at: check.at, until: check.until }
}

/** From the day of the inspection, not from the day that it was signed. */
function byInspection({ inspection, recheckDays }: Safeguard): Shown | null {
  if (inspection === null || inspection.found === 'fails' || inspection.signedAt === null) {
    return null
  }
  const from = `${inspection.on}T00:00:00.000Z`
  return {
    ...{ by: 'inspection', words: `inspected on ${inspection.on}` },
    at: inspection.signedAt,
    until: addMinutes(from, recheckDays * DAY_MINUTES),
  }
}

function waitsFor({ inspection }: Safeguard): string {
  if (inspection !== null) return 'The inspection waits for a second signature'
  return 'No check was run, and nobody inspected it'
}

/**
 * What a safeguard proves of the way in. Who is let in nowhere else is a controlled way in; who is
 * only watched is not kept out, so that monitoring takes nothing off.
 */
export function safeguardProofs(safeguard: Safeguard, now: Instant): readonly ControlProof[] {
  const { check, inspection, kind } = safeguard
  if (kind !== 'access' || (check === null && inspection?.signedAt == null)) return []
  const { shown, why } = shownToday(safeguard, now)
  const end = addMinutes(`${safeguard.expiresOn}T00:00:00.000Z`, DAY_MINUTES)
  const proof = {
    controlId: safeguard.id,
    check: shown === null ? why.join('; ') : shown.words,
    at: shown === null ? now : shown.at,
    until: shown === null ? now : shown.until < end ? shown.until : end,
    verdict: shown === null ? 'fails' : 'holds',
    exposure: 'controlled',
  } as const
  return [proof as ControlProof]
}
