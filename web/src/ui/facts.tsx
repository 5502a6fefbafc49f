import type { ReactNode } from 'react'

export type Fact = readonly [name: string, value: ReactNode]

type FactsProps = {
  readonly facts: readonly Fact[]
  /** Many short ones stand in two columns where there is room. */
  readonly wide?: boolean
}

/** Names and values. What is not recorded says so; it is never shown as good. */
export function Facts({ facts, wide = false }: FactsProps) {
  return (
    <dl className={wide ? 'facts wide' : 'facts'}>
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

const DIGEST = /\b([0-9a-f]{64})\b/

/** Running text: a digest in it keeps its ends; where it must be compared it stands in full. */
export function Prose({ text }: { readonly text: string }) {
  return text.split(DIGEST).map((part) =>
    DIGEST.test(part) ? (
      <code key={part} className="digest" title={part}>
        {part.slice(0, 8)}…{part.slice(-8)}
      </code>
    ) : (
      part
    ),
  )
}

/** A digest in full, broken where the screen ends: people compare it letter by letter. */
export function Digest({ hex }: { readonly hex: string }) {
  return <code className="digest">{hex.replaceAll(/(.{8})(?=.)/g, '$1 ')}</code>
}
