import type { ReactNode } from 'react'

export type Fact = readonly [name: string, value: ReactNode]

/** Names and values. What is not recorded says so; it is never shown as good. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value ?? <span className="unrecorded">Not recorded</span>}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return <span className="unrecorded">None</span>
  return (
    <ul className="lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** A digest in full, broken where the screen ends: people compare it letter by letter. */
export function Digest({ hex }: { readonly hex: string }) {
  return <code className="digest">{hex.replaceAll(/(.{8})(?=.)/g, '$1 ')}</code>
}
