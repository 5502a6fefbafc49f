const CONSTRAINT = /^(?:!=|<=|>=|<|>)?[^\s<>=!|*]+$/
const VERS = /^vers:([a-z][a-z0-9.+-]*)\/(.*)$/s

/** What is wrong with the name of a `product_version_range` by CSAF 2.1, or null. */
export function rangeFault(name: string): string | null {
  if (!name.startsWith('vers:')) return constraintsFault(name)
  const [, type = '', constraints = ''] = VERS.exec(name) ?? []
  if (type === '') return 'is not a vers of the form vers:type/constraints'
  if (constraints === '*') return null
  if (type === 'all') return 'holds a bound, but the type "all" means all versions: vers:all/*'
  return constraintsFault(constraints)
}

/** Whether the name means one version and no range. */
export function isSingleVersion(name: string): boolean {
  const constraints = VERS.exec(name)?.[2] ?? name
  return /^[^\s<>=!|*]+$/.test(constraints) && !constraints.startsWith('vers:')
}

function constraintsFault(constraints: string): string | null {
  const seen = new Set<string>()
  for (const constraint of constraints.split('|')) {
    if (constraint === '') return 'has an empty constraint'
    if (/\s/.test(constraint)) return 'holds white space, which a range does not'
    if (!CONSTRAINT.test(constraint)) return `has "${constraint}", which is not a constraint`
    const version = constraint.replace(/^[!<>=]+/, '')
    if (seen.has(version)) return `speaks of the version "${version}" twice`
    seen.add(version)
  }
  return null
}
