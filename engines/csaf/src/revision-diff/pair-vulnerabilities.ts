import type { Advisory, Vulnerability } from '../advisory.ts'

export interface VulnerabilityPair {
  readonly name: string
  readonly older: Vulnerability | null
  readonly newer: Vulnerability | null
}

/** The same vulnerability in two revisions: by its CVE, else by its title, else by its place. */
export function pairVulnerabilities(
  before: Advisory,
  after: Advisory,
): readonly VulnerabilityPair[] {
  const was = named(before)
  const is = named(after)
  const gone = [...was].filter(([name]) => !is.has(name))
  return [
    ...gone.map(([name, older]) => ({ name, older, newer: null })),
    ...[...is].map(([name, newer]) => ({ name, older: was.get(name) ?? null, newer })),
  ]
}

/** What a vulnerability of a document is called here, and in the marks that people set on it. */
export function vulnerabilityNames({ vulnerabilities }: Advisory): readonly string[] {
  const seen = new Map<string, number>()
  return vulnerabilities.map(({ cve, title }, index) => {
    const name = cve ?? title ?? `Vulnerability ${index + 1}`
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? name : `${name} (${count})`
  })
}

function named(advisory: Advisory): ReadonlyMap<string, Vulnerability> {
  const names = vulnerabilityNames(advisory)
  return new Map(advisory.vulnerabilities.map((one, index) => [names[index] ?? '', one]))
}
