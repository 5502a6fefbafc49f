import { parseVers } from '../vers/version-range.ts'

const CONSTRAINT = /^(?:!=|<=|>=|<|>|=)?[^\s<>=!|*]+$/
const VERS = /^vers:([a-z][a-z0-9.+-]*)\/(.*)$/s

/** What is wrong with the name of a `product_version_range` by CSAF 2.1, or null. */
export function rangeFault(name: string): string | null {
  if (!name.startsWith('vers:')) return constraintsFault(name)
  const [, type = '', constraints = ''] = VERS.exec(name) ?? []
  if (type === '') return 'is not a vers of the form vers:type/constraints'
  if (constraints === '*') return null
  if (type === 'all') return 'holds a bound, but the type "all" means all versions: vers:all/*'
  const fault = constraintsFault(constraints)
  if (fault !== null) return fault
  // The standard asks for the canonical form: sorted, each version once, no sign for equality.
  const read = parseVers(name)
  return read.ok ? null : `is not in the canonical form: ${read.refusal.why}`
}

/** Whether the name means one version and no range. */
export function isSingleVersion(name: string): boolean {
  const constraints = VERS.exec(name)?.[2] ?? name
  return /^=?[^\s<>=!|*]+$/.test(constraints) && !constraints.startsWith('vers:')
}

function constraintsFault(constraints: string): string | null {
  for (const constraint of constraints.split('|')) {
    if (constraint === '') return 'has an empty constraint'
    if (/\s/.test(constraint)) return 'holds white space, which a range does not'
    if (!CONSTRAINT.test(constraint)) return `has "${constraint}", which is not a constraint`
  }
  return null
}
