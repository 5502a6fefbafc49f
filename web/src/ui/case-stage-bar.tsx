import { type CaseView, listChanges } from '@holdpoint/api'
import { usePerson } from '../client/session.tsx'
import { useView } from '../client/use-view.ts'
import { StageBar, type StageNumber } from './stage-bar.tsx'
import { ownerInWords } from './words.ts'

type CaseStageBarProps = { readonly view: CaseView; readonly shown: 1 | 3 }

/** A case whose change is in its window is in stage 4: its newest change says where it stands. */
export function CaseStageBar({ view, shown }: CaseStageBarProps) {
  const { roles } = usePerson()
  const { data } = useView(listChanges, { params: {}, query: {} })
  const changeId = view.changeIds.at(-1) ?? null
  const change = data?.changes.find((one) => one.id === changeId)
  const next = change === undefined ? nextOf(view) : { what: change.next, owner: change.nextOwner }
  return (
    <StageBar
      present={(change?.stage ?? (changeId === null ? 1 : 2)) as StageNumber}
      shown={shown}
      caseId={view.case.id}
      changeId={changeId}
      next={{
        what: next.what,
        owner: ownerInWords(next.owner),
        mine: roles.some((role) => role === next.owner),
      }}
    />
  )
}

function nextOf(view: CaseView): { readonly what: string; readonly owner: string | null } {
  const [first] = view.openPoints
  if (first !== undefined) return first
  if (view.case.state === 'closed') return { what: 'Nothing', owner: null }
  if (view.case.state === 'open') return { what: 'Decide', owner: 'ot-cybersecurity-lead' }
  return { what: 'Open a change', owner: 'control-systems-engineer' }
}
