import type { CivilDay } from './civil-day.ts'
import type { Clocks, Dated, Evaluation, PatchSource } from './clocks.ts'

/** From which day a release is counted: the source's own, its approval, or when it was heard of. */
export type AvailabilityBasis = 'released' | 'approved' | 'heard'

/** A release as a list of updates tells of it. */
export type OfferedRelease = {
  readonly patchId: string
  readonly availableOn: CivilDay
  readonly basis: AvailabilityBasis
}

/** A release of a source that nobody has evaluated when it was heard of. */
export type HeardRelease = OfferedRelease & {
  readonly sourceId: string
  readonly heard: Dated
}

/** What one source made available on one day and a list told of at one time. */
export type ReleaseGroup = {
  readonly source: PatchSource
  readonly availableOn: CivilDay
  readonly heard: Dated
  readonly patchIds: readonly string[]
  readonly evaluated: Evaluation | null
}

/** The source that a list names, by its id or its name; null where the clocks know none. */
export function sourceNamed(clocks: Clocks, name: string): PatchSource | null {
  const same = (a: string) => a.trim().toLowerCase() === name.trim().toLowerCase()
  return clocks.sources.find((one) => same(one.id) || same(one.name)) ?? null
}

/**
 * Those of a list that start a clock: made available since the source is in use, found by no
 * evaluation before, and not heard of, or only as of a later day.
 */
export function newlyHeard(
  clocks: Clocks,
  source: PatchSource,
  offered: readonly OfferedRelease[],
): readonly OfferedRelease[] {
  const found = new Set(
    source.evaluations.flatMap((one) => one.found.map(({ patchId }) => patchId)),
  )
  const known = new Map(
    clocks.heard
      .filter(({ sourceId }) => sourceId === source.id)
      .map(({ patchId, availableOn }) => [patchId, availableOn]),
  )
  return offered.filter(({ patchId, availableOn }) => {
    if (found.has(patchId) || availableOn < source.since.on) return false
    const before = known.get(patchId)
    return before === undefined || availableOn < before
  })
}

/** What was heard, by source, day and hearing; an evaluation that came after covers it all. */
export function releaseGroups({ sources, heard }: Clocks): readonly ReleaseGroup[] {
  const byId = new Map(sources.map((one) => [one.id, one]))
  const groups = new Map<string, ReleaseGroup>()
  for (const { sourceId, availableOn, heard: at, patchId } of heard) {
    const source = byId.get(sourceId)
    if (source === undefined) continue
    const key = `${sourceId}\n${availableOn}\n${at.recordedAt}`
    const before = groups.get(key)
    const patchIds = [...(before?.patchIds ?? []), patchId]
    const evaluated = before?.evaluated ?? evaluationOf(source, { availableOn, heard: at })
    groups.set(key, { source, availableOn, heard: at, patchIds, evaluated })
  }
  return [...groups.values()]
}

/** One that was written down before anybody heard of a release says nothing about it. */
function evaluationOf(
  { evaluations }: PatchSource,
  { availableOn, heard }: Pick<HeardRelease, 'availableOn' | 'heard'>,
): Evaluation | null {
  const after = ({ recordedAt }: Evaluation) =>
    recordedAt !== null && recordedAt >= (heard.recordedAt ?? '')
  return evaluations.find((one) => one.on >= availableOn && after(one)) ?? null
}
