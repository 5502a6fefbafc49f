import { unreachable } from '@holdpoint/std'
import { type AssetFacts, componentOf } from '../asset-facts.ts'
import type { ProductVersions } from '../versions/product-versions.ts'
import type { Version } from '../versions/version.ts'
import type { Ranges, VersionCondition } from '../versions/version-condition.ts'

/**
 * What the asset has on the axis of a condition, best first; empty where the plant does not know
 * it.
 */
export function observedOn(asset: AssetFacts, condition: Ranges): readonly string[] {
  const { axis } = condition
  switch (axis.kind) {
    case 'firmware': {
      const own = labelled(asset, condition) ?? asset.firmware ?? asset.version
      return own === undefined || own === '' ? NOTHING : [own]
    }
    case 'serial-prefix':
      return known([asset.serialNumber])
    case 'component':
      return known([textOf(componentOf(asset, axis.name))])
    case 'day':
      return known(DAY_FIELDS[axis.of].map((name) => textOf(componentOf(asset, name))))
    case 'named': {
      const { model, orderNumber, product, version, firmware, hardware } = asset
      return known([model, orderNumber, product, version, firmware, hardware])
    }
    default:
      return unreachable(axis)
  }
}

const NOTHING: readonly string[] = []

const DAY_FIELDS = {
  made: ['production date', 'manufactured', 'date of manufacture', 'manufacture date'],
  released: ['release date', 'released', 'build date', 'software date'],
} as const

function known(values: readonly (string | null | undefined)[]): readonly string[] {
  return values.filter((value) => value !== undefined && value !== null && value !== '') as string[]
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' ? value : null
}

/** `< CPCI85 V05.11` counts in the package CPCI85, which an inventory may list as a part. */
function labelled(asset: AssetFacts, condition: Ranges): string | null {
  if (asset.components === undefined) return null
  const label = boundsOf(condition).find((bound) => bound.label !== null)?.label
  return label === undefined || label === null ? null : textOf(componentOf(asset, label))
}

/** What would have to be known of the asset for the condition to be decided. */
export function axisWords({ branch }: ProductVersions): string {
  if (branch.kind === 'undecided') return 'the firmware or version'
  const { axis } = branch
  switch (axis.kind) {
    case 'firmware':
      return 'the firmware or version'
    case 'component':
      return `the ${axis.name} version`
    case 'serial-prefix':
      return 'the serial number'
    case 'day':
      return axis.of === 'made' ? 'the day of manufacture' : 'the day of release'
    case 'named':
      return 'the model, edition or release'
    default:
      return unreachable(axis)
  }
}

const bounds = new WeakMap<VersionCondition, readonly Version[]>()

export function boundsOf(condition: VersionCondition): readonly Version[] {
  if (condition.kind === 'undecided') return []
  const before = bounds.get(condition)
  if (before !== undefined) return before
  const ends = condition.intervals.flatMap(({ low, high }) => [low, high])
  const found = ends.flatMap((end) => (end === null ? [] : [end.version]))
  bounds.set(condition, found)
  return found
}
