import { accept, refuse } from '@holdpoint/std'
import { compareVersions } from '../../versions/compare-versions.ts'
import { parseVersion } from '../../versions/version.ts'
import type { VersionScheme } from '../scheme.ts'

/**
 * Versions as plants write them: V3.2.14, 20.011, V16 Update 1, 2.04-R4. The order is refused where
 * it is a guess, as between 1.05 and 1.5.
 */
export const ot: VersionScheme = {
  fault: (version) => {
    const read = parseVersion(version)
    if (read === null) return `${JSON.stringify(version)} is not a version such as V3.2.14`
    const wild = read.parts.some(({ kind }) => kind === 'wildcard' || kind === 'digits-then-any')
    return wild ? `${JSON.stringify(version)} is a family of versions, not one` : null
  },
  compare: (left, right) => {
    const [one, other] = [parseVersion(left), parseVersion(right)]
    const order = one === null || other === null ? null : compareVersions(one, other).order
    if (order === 'equal') return accept(0)
    if (order === 'less') return accept(-1)
    if (order === 'greater') return accept(1)
    return refuse(`whether ${left} or ${right} comes first cannot be told from their texts`)
  },
}
