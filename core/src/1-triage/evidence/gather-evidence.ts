import type { CaseEvidence, CaseSurroundings, EvidenceLine } from './case-evidence.ts'
import { linesFor } from './case-evidence.ts'
import { contextEvidence } from './context-evidence.ts'
import { neighboursInWords, placementEvidence, sourceOf } from './placement-evidence.ts'

/** What the site's own records and the public sources say for each of the four questions. */
export function gatherEvidence(around: CaseSurroundings): CaseEvidence {
  const context = contextEvidence(around)
  const placement = placementEvidence(around)
  return {
    lines: [
      ...context.lines,
      ...placement.lines,
      ...controlsEvidence(around),
      ...impactEvidence(around),
    ],
    answers: [...context.answers, ...placement.answers],
  }
}

/** Question 3: what is recorded, when it was looked at, and until when that is worth anything. */
function controlsEvidence({ controls }: CaseSurroundings): readonly EvidenceLine[] {
  const line = linesFor('controls')
  if (controls.length === 0) {
    return [
      line('Controls of this case', null, { source: 'the controls of this case', asOf: null }),
    ]
  }
  return controls.map(({ words, recordedAt, expiresOn, looked }) =>
    line(words, `${looked}; expires ${expiresOn}`, { source: 'recorded here', asOf: recordedAt }),
  )
}

/** Question 4: what hangs on it, what it moves and reads, and between which limits. */
function impactEvidence(around: CaseSurroundings): readonly EvidenceLine[] {
  const line = linesFor('impact')
  const { asset, needs, goesDark } = around
  const limited = asset.signals.filter(({ low, high }) => low !== null || high !== null)
  const others = asset.signals.filter((one) => !limited.includes(one)).map(({ words }) => words)
  const limits = [
    ...limited.map(({ words, low, high }) => `${words}: ${low ?? '…'} to ${high ?? '…'}`),
    ...(others.length === 0 ? [] : [`no limits recorded for ${others.join(', ')}`]),
  ]
  const joined = (some: readonly string[]) => (some.length === 0 ? null : some.join('; '))
  return [
    line('Process unit', asset.processUnit, sourceOf(around, 'processUnit')),
    line('Signals and limits', joined(limits), sourceOf(around, 'signals')),
    line(
      'Goes dark with it',
      goesDark.length === 0 ? null : neighboursInWords(goesDark),
      sourceOf(around, 'dependsOn'),
    ),
    line(
      'It needs',
      needs.length === 0 ? null : neighboursInWords(needs),
      sourceOf(around, 'dependsOn'),
    ),
    line('Spare', asset.spare === 'unknown' ? null : asset.spare, sourceOf(around, 'spare')),
  ]
}
