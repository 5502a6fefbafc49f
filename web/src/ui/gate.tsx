import type { ReactNode } from 'react'
import { type Meaning, Status } from './status.tsx'

type GateProps = {
  readonly words: string
  /** The id of the panel where it is met. */
  readonly to: string
  /** How far it is, as long as it is not met. */
  readonly open: string | null
  readonly openMeaning?: Meaning
  readonly met: string
  readonly children: ReactNode
}

/** One of the things that an act needs: met or how far, and the way to it. */
export function Gate({ words, to, open, openMeaning = 'held', met, children }: GateProps) {
  return (
    <li>
      <a href={`#${to}`}>{words}</a>
      {open === null ? (
        <Status meaning="normal" word={met} />
      ) : (
        <Status meaning={openMeaning} word={open} />
      )}
      <p className="hint">{children}</p>
    </li>
  )
}
