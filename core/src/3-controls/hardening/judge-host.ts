import type { HardeningPolicy } from './hardening-policy.ts'
import { claimsOf } from './host-claims.ts'
import type { EvidenceFile, EvidenceLine } from './parse/evidence-file.ts'

/** What one source says of a claim. */
export type SourceReading = {
  readonly says: 'good' | 'bad' | 'unknown'
  readonly words: string
  readonly at: EvidenceLine
}

/** One thing that the policy asks for, and what the host's own words show. */
export type ClaimVerdict = {
  readonly claim: string
  readonly words: string
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly why: string
  readonly sources: readonly SourceReading[]
}

export type HostVerdict = {
  /** Pass only where every claim passes. */
  readonly verdict: 'pass' | 'fail' | 'unknown'
  readonly claims: readonly ClaimVerdict[]
}

/** Two sources that agree, and none that says otherwise; less than that is unknown. */
const SOURCES_LEAST = 2

/** Judges what was collected from a host. What is missing or not understood is never a pass. */
export function judgeHost(policy: HardeningPolicy, files: readonly EvidenceFile[]): HostVerdict {
  const byName = new Map(files.map((file) => [file.name, file]))
  const claims = claimsOf(policy).map(({ claim, words, sources }): ClaimVerdict => {
    const readings = sources.map(({ file, read }): SourceReading => {
      const found = byName.get(file)
      if (found === undefined || found.text.trim() === '') {
        const what = found === undefined ? 'was not collected' : 'is empty'
        return { says: 'unknown', words: `${file} ${what}`, at: { file, line: 0, text: '' } }
      }
      return read(found)
    })
    return { claim, words, ...judged(readings), sources: readings }
  })
  return { verdict: worst(claims.map(({ verdict }) => verdict)), claims }
}

function judged(readings: readonly SourceReading[]): Pick<ClaimVerdict, 'verdict' | 'why'> {
  const bad = readings.filter(({ says }) => says === 'bad')
  const good = readings.filter(({ says }) => says === 'good')
  if (bad.length > 0) {
    const against = good.length > 0 ? `; ${good[0]?.words} says otherwise` : ''
    return { verdict: 'fail', why: `${bad[0]?.words}${against}` }
  }
  if (good.length < SOURCES_LEAST) {
    const open = readings.find(({ says }) => says === 'unknown')
    return { verdict: 'unknown', why: open?.words ?? 'There are not two sources' }
  }
  return { verdict: 'pass', why: good.map(({ words }) => words).join('; ') }
}

function worst(verdicts: readonly ClaimVerdict['verdict'][]): HostVerdict['verdict'] {
  if (verdicts.includes('fail')) return 'fail'
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'pass'
}
