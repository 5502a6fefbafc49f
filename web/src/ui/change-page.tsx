import { type ChangeView, type PersonView, readChange, readSignals } from '@holdpoint/api'
import type { Change } from '@holdpoint/core'
import type { ReactNode } from 'react'
import { usePerson } from '../client/session.tsx'
import { useView } from '../client/use-view.ts'
import { History } from './history.tsx'
import { Loaded } from './loaded.tsx'
import { Page } from './page.tsx'
import { StageBar, type StageNumber } from './stage-bar.tsx'
import { ChangeStatus, type Meaning, Status } from './status.tsx'
import { ownerInWords } from './words.ts'

const RULES_ASKED_AGAIN_MS = 10_000

type ChangePageProps = {
  readonly id: string
  readonly shown: StageNumber
  /** What this page is about, before the title of the change. */
  readonly about: string
  readonly lead?: (view: ChangeView) => ReactNode
  readonly children: (view: ChangeView) => ReactNode
}

/** Every page of a change: its stages, where it stands on two axes, the page itself, its history. */
export function ChangePage({ id, shown, about, lead, children }: ChangePageProps) {
  // Time passes without an entry in the ledger, and the rules look at the clock.
  const asked = { params: { id }, query: {} }
  const view = useView(readChange, asked, { everyMs: RULES_ASKED_AGAIN_MS })
  const person = usePerson()
  const change = view.data?.change
  const title = change === undefined ? about : `${about}: ${change.title}`
  return (
    <Page
      title={title}
      aside={change === undefined ? null : <Standing change={change} />}
      lead={view.data === undefined ? null : lead?.(view.data)}
    >
      <Loaded query={view}>
        {(data) => (
          <>
            <StageBar
              present={data.stage}
              shown={shown}
              caseId={data.change.caseId}
              changeId={id}
              next={{
                what: data.nextUp.what,
                owner: ownerInWords(data.nextUp.owner),
                mine: isMine(data, person),
              }}
            />
            {children(data)}
            <History of="change" entries={data.history} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** Nobody signs for their own change, so the board does not wait for its author. */
function isMine({ change, nextUp }: ChangeView, { personId, roles }: PersonView): boolean {
  const author = change.state === 'before-board' && change.authorIds.includes(personId)
  return !author && roles.some((role) => role === nextUp.owner)
}

/** Patch state and plant health are two axes and never one light. */
function Standing({ change }: { readonly change: Change }) {
  return (
    <ul className="standing" aria-label="Where it stands">
      <li>
        Change <ChangeStatus state={change.state} />
      </li>
      <li>
        Patch <Status {...patchState(change)} />
      </li>
      <li>
        Plant <PlantHealth assetId={change.plan?.assetId ?? null} />
      </li>
      <li>Revision {change.revision}</li>
    </ul>
  )
}

function patchState(change: Change): { readonly meaning: Meaning; readonly word: string } {
  if (change.state === 'rolled-back' || change.validation.closedAs === 'rolled-back') {
    return { meaning: 'late', word: 'Rolled back' }
  }
  if (change.validation.closedAs === 'installed') return { meaning: 'normal', word: 'Installed' }
  const touched = Object.entries(change.run.steps).some(([stepId, record]) => {
    const step = change.plan?.steps.find((one) => one.id === stepId)
    return step?.actsOnPlant === true && record.status !== 'intended' && record.status !== 'pending'
  })
  if (!touched) return { meaning: 'normal', word: 'Not installed' }
  if (change.state === 'validating') return { meaning: 'held', word: 'Installed, not validated' }
  return { meaning: 'held', word: 'Part done' }
}

function PlantHealth({ assetId }: { readonly assetId: string | null }) {
  const asked = { params: {}, query: {} }
  const { data } = useView(readSignals, asked, { everyMs: 5000 })
  if (data === undefined) return <Status meaning="normal" word="Asking …" />
  const own = data.signals.filter((signal) => signal.assetId === assetId)
  if (own.length === 0) return <Status meaning="held" word="Unknown" />
  // What cannot be read is unknown: neither good nor proven bad.
  if (own.some((signal) => signal.abnormal && signal.value !== null))
    return <Status meaning="failed" word="Abnormal" />
  if (own.some((signal) => signal.value === null)) return <Status meaning="held" word="Unknown" />
  return <Status meaning="normal" word="Normal" />
}
