import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'

type FoldProps = {
  readonly label: string
  readonly level?: 2 | 3 | 4
  readonly open?: boolean
  readonly children: ReactNode
}

/** Detail that is one step away. */
export function Fold({ label, level = 3, open = false, children }: FoldProps) {
  return (
    <Disclosure className="fold" defaultExpanded={open}>
      <Heading level={level}>
        <Button slot="trigger" className="fold-button">
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            <path d="M3 1l4 4-4 4" fill="none" stroke="currentColor" strokeWidth="1.6" />
          </svg>
          {label}
        </Button>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  )
}
