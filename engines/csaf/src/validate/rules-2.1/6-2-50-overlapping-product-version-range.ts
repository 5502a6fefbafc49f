import type { DocumentView, PlacedBranch } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { overlap } from '../version-overlap.ts'

type Kind = 'vers' | 'vls' | 'version'

interface Pair {
  readonly range: PlacedBranch
  readonly other: PlacedBranch
  readonly kind: Kind
}

/** A range and a branch beside it under the same parent that hold a version in common. */
function overlappingPairs(
  { branches }: DocumentView,
  part: 'product' | 'branches',
): readonly Pair[] {
  const siblings = new Map<string, PlacedBranch[]>()
  for (const branch of branches) {
    const isVersion = branch.value.category?.startsWith('product_version') === true
    if (!isVersion || branch.value[part] === undefined) continue
    const parent = branch.path.slice(0, branch.path.lastIndexOf('/'))
    siblings.set(parent, [...(siblings.get(parent) ?? []), branch])
  }
  return [...siblings.values()].flatMap(pairsAmong)
}

// Every pair of a very long list would take for ever, and nobody reads what it finds.
const SIBLINGS_MAX = 200

function pairsAmong(all: readonly PlacedBranch[]): readonly Pair[] {
  const few = all.slice(0, SIBLINGS_MAX)
  return few.flatMap((range, i) => {
    if (range.value.category !== 'product_version_range') return []
    return few.flatMap((other, j) => {
      const isRange = other.value.category === 'product_version_range'
      if (i === j || (isRange && j < i)) return []
      const name = other.value.name ?? ''
      if (!overlap(range.value.name ?? '', { name, isRange })) return []
      const kind: Kind = !isRange ? 'version' : name.startsWith('vers:') ? 'vers' : 'vls'
      return [{ range, other, kind }]
    })
  })
}

const GROUPS: readonly (readonly string[])[] = [
  ['first_affected', 'known_affected', 'last_affected'],
  ['known_not_affected'],
  ['first_fixed', 'fixed'],
  ['under_investigation'],
  ['unknown'],
]

function groupOf(status: Readonly<Record<string, readonly string[] | undefined>>, id: string) {
  return GROUPS.findIndex((names) => names.some((name) => status[name]?.includes(id)))
}

function statusRule(id: string, words: string, wanted: Kind, which: 'other' | 'same'): Rule {
  return {
    id,
    words,
    check(view, report) {
      const pairs = overlappingPairs(view, 'product').filter(({ kind }) => kind === wanted)
      if (pairs.length === 0) return
      for (const [i, { product_status: status }] of view.vulnerabilities.entries()) {
        if (status === undefined) continue
        for (const { range, other } of pairs) {
          const a = groupOf(status, range.value.product?.product_id ?? '')
          const b = groupOf(status, other.value.product?.product_id ?? '')
          if (a < 0 || b < 0 || (a === b) !== (which === 'same')) continue
          const names = `${shown(range.value.name)} and ${shown(other.value.name)}`
          const path = `/vulnerabilities/${i}/product_status`
          report(path, `${names} overlap, and have ${which === 'same' ? 'one' : 'two'} status`)
        }
      }
    },
  }
}

const STATUS = 'Product Status Group'

/** Clause 6.2.50. */
export const overlapsOfOtherStatus: readonly Rule[] = [
  statusRule('6.2.50.1', `Overlap with vers in Contradicting ${STATUS}`, 'vers', 'other'),
  statusRule('6.2.50.2', `Overlap with vls in Contradicting ${STATUS}`, 'vls', 'other'),
  statusRule('6.2.50.3', `Overlap with Version in Contradicting ${STATUS}`, 'version', 'other'),
]

function branchRule(id: string, words: string, isRange: boolean): Rule {
  return {
    id,
    words,
    check(view, report) {
      for (const { range, other, kind } of overlappingPairs(view, 'branches')) {
        if ((kind !== 'version') !== isRange) continue
        report(`${other.path}/name`, `overlaps with ${shown(range.value.name)} beside it`)
      }
    },
  }
}

/** Clause 6.3.19. */
export const overlapsOfSameStatus: readonly Rule[] = [
  statusRule('6.3.19.1', `Overlap with vers in Same ${STATUS}`, 'vers', 'same'),
  statusRule('6.3.19.2', `Overlap with vls in Same ${STATUS}`, 'vls', 'same'),
  statusRule('6.3.19.3', `Overlap with Version in Same ${STATUS}`, 'version', 'same'),
  branchRule('6.3.19.4', 'Overlap with Product Version Range in Branch', true),
  branchRule('6.3.19.5', 'Overlap with Product Version in Branch', false),
]
