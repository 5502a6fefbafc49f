import type { Covering, PatchRelease } from '@holdpoint/core'

/** Silence is not "nothing": a source that does not say leaves the chain open. */
export function olderInWords({ supersedes }: PatchRelease): string {
  if (supersedes === null) return 'Not stated'
  return supersedes.join(', ') || 'None'
}

export function coveringInWords(newest: Covering): string {
  switch (newest.kind) {
    case 'newest':
      return newest.through.length < 2 ? 'Itself' : `${newest.id} (${newest.through.join(' → ')})`
    case 'ring':
      return `Refused: ${newest.ids.join(', ')} supersede each other`
    case 'unknown':
      return `Unknown: ${newest.why}`
  }
}
