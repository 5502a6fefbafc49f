import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'

type FoldProps = {
  readonly label: string
  /** Said after the label but not shown, where a table says it already: which row it is. */
  readonly of?: string
  readonly level?: 2 | 3 | 4
  readonly open?: boolean
  readonly children: ReactNode
}

/** Detail that is one step away. */
export function Fold({ label, of, level = 3, open = false, children }: FoldProps) {
  return (
    <Disclosure className="fold" defaultExpanded={open}>
      <Heading level={level}>
        <Button slot="trigger" className="fold-button">
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            <path d="M3 1l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.6" />
          </svg>
          {label}
          {of === undefined ? null : <span className="unseen"> {of}</span>}
        </Button>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  )
}
