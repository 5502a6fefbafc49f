import type { ControlView } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Lines } from '../../ui/facts.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'

type ControlTableProps = {
  readonly controls: readonly ControlView[]
  readonly empty: ReactNode
}

export function ControlTable({ controls, empty }: ControlTableProps) {
  return (
    <Table
      caption="Compensating controls and what each is worth"
      columns={[
        {
          head: 'Control',
          cell: ({ control }) => (
            <Link to="/controls/$id" params={{ id: control.id }}>
              {control.policy.conduit}, protects {control.assetTag}
            </Link>
          ),
        },
        { head: 'Worth', cell: (row) => <Worth view={row} /> },
        { head: 'In the plant', cell: ({ control }) => stepWords[control.step] },
        { head: 'Owner', cell: ({ ownerName }) => ownerName },
        { head: 'Review on', cell: ({ control }) => control.reviewOn },
        { head: 'Expires on', cell: ({ control }) => control.expiresOn },
      ]}
      rows={controls}
      keyOf={({ control }) => control.id}
      empty={empty}
    />
  )
}

export const stepWords = {
  recorded: 'Only recorded',
  learn: 'Learning',
  alert: 'Alert only',
  enforce: 'Enforced',
  remove: 'Taken out',
} as const

export function Worth({ view }: { readonly view: ControlView }) {
  if (view.credit === 'controlled') {
    return <Status meaning="normal" word="Counts: the way in is controlled" />
  }
  return (
    <>
      <Status meaning="held" word="Worth nothing" />
      <Lines lines={view.whyNot} />
    </>
  )
}
