import {
  commentOnAdvisory,
  type AdvisoryDesk as Desk,
  type DocumentMatch,
  deleteAdvisory,
  markAdvisoryRead,
  markRemediation,
  matchByHand,
} from '@holdpoint/api'
import { type RemediationStatus, remediationStatuses } from '@holdpoint/core'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useAct } from '../../client/use-act.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { SelectField, TextArea } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { MatchedNote } from '../../ui/matched-note.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { VerdictStatus } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, choicesOf } from '../../ui/words.ts'

type DeskProps = { readonly id: string; readonly desk: Desk }

const since = {
  'new-match': 'New match',
  'remediation-changed': 'Matched before; what is to be done changed',
  'remediation-unchanged': 'Matched before; plan and status stand',
} as const

/** Our assets in this document: verdict, case, and how far each is. */
export function OurAssets({ id, desk }: DeskProps) {
  return (
    <Panel title="Our assets">
      <MatchedNote />
      <Table
        caption="Assets that this advisory is matched with"
        columns={[
          {
            head: 'Asset',
            cell: (row) => (
              <Link to="/assets/$id" params={{ id: row.assetId }}>
                {row.assetTag}
              </Link>
            ),
          },
          { head: 'Entry', cell: (row) => `${row.productName} (${row.productId})` },
          { head: 'Verdict', cell: (row) => <VerdictStatus verdict={row.verdict} /> },
          { head: 'Since the revision before', cell: (row) => since[row.since] },
          { head: 'Marked', cell: (row) => marksOf(desk, row) },
          { head: 'Case', cell: (row) => <CaseOf row={row} /> },
        ]}
        rows={desk.matches}
        keyOf={(row) => `${row.assetId} ${row.productId}`}
        empty="No asset of the inventory is matched with it."
      />
      <MatchNow id={id} />
      {desk.assets.length === 0 ? null : <Mark id={id} desk={desk} />}
    </Panel>
  )
}

function CaseOf({ row }: { readonly row: DocumentMatch }) {
  if (row.caseId === null) return 'None'
  return (
    <Link to="/cases/$id" params={{ id: row.caseId }}>
      {capitalised(row.caseState ?? 'open')}
    </Link>
  )
}

function marksOf({ marks }: Desk, { assetId }: DocumentMatch): string {
  const own = marks.filter((one) => one.assetId === assetId)
  if (own.length === 0) return 'Not marked'
  return own.map(({ vulnerability, status }) => `${vulnerability}: ${status}`).join('; ')
}

function MatchNow({ id }: { readonly id: string }) {
  const [said, setSaid] = useState<string | null>(null)
  const act = useAct(matchByHand, { words: 'Match this advisory now' })
  const run = async () => {
    const done = await act.run({ advisoryIds: [id] })
    if (done !== null) setSaid(`${done.run.affected} affected, ${done.run.review} for review`)
  }
  return (
    <>
      <ActButton label="Match this advisory now" pending={act.pending} onPress={run} />
      {said === null ? null : <p role="status">Run by hand: {said}.</p>}
    </>
  )
}

const ALL = 'all'

function Mark({ id, desk }: DeskProps) {
  const all = { value: ALL, words: 'All' }
  const assets = desk.assets.map((one) => ({ value: one.assetId, words: one.assetTag }))
  return (
    <Fold label="Mark how far an asset is">
      <ActForm
        route={markRemediation}
        params={{ id }}
        label="Set the mark"
        toBody={(read) => {
          const [name, asset] = [read.text('vulnerability'), read.text('asset')]
          return {
            vulnerability: name === ALL ? null : name,
            assetIds: asset === ALL ? desk.assets.map((one) => one.assetId) : [asset],
            status: read.text('status') as RemediationStatus,
          }
        }}
      >
        <SelectField
          name="vulnerability"
          label="Vulnerability"
          choices={[all, ...desk.vulnerabilities.map((value) => ({ value, words: value }))]}
          value={ALL}
        />
        <SelectField name="asset" label="Matched asset" choices={[all, ...assets]} value={ALL} />
        <SelectField name="status" label="Status" choices={choicesOf(remediationStatuses)} />
      </ActForm>
    </Fold>
  )
}

/** Comments, read or not, and the way out. */
export function DeskPanel({ id, desk }: DeskProps) {
  const navigate = useNavigate()
  return (
    <Panel title="On our desk">
      <p>
        {desk.isRead ? `You have read version ${desk.version}.` : 'You have not read this version.'}
      </p>
      {desk.isRead ? null : (
        <ActForm
          route={markAdvisoryRead}
          params={{ id }}
          label="Mark as read"
          toBody={() => ({})}
        />
      )}
      <ul className="lines">
        {desk.comments.map(({ text, byName, at }) => (
          <li key={`${at} ${text}`}>
            {text}{' '}
            <span className="hint">
              {byName}, <Moment at={at} />
            </span>
          </li>
        ))}
      </ul>
      <ActForm
        route={commentOnAdvisory}
        params={{ id }}
        label="Write the comment"
        toBody={(read) => ({ text: read.text('text') })}
      >
        <TextArea name="text" label="Comment" />
      </ActForm>
      <Fold label="Delete this advisory">
        <p>
          With every revision. The ledger keeps that it was imported and deleted. It is refused
          where a case rests on it.
        </p>
        <ActForm
          route={deleteAdvisory}
          params={{ id }}
          label="Delete the advisory"
          kind="warning"
          toBody={(read) => ({ reason: read.text('reason') })}
          onDone={() => void navigate({ to: '/advisories' })}
        >
          <TextArea name="reason" label="Reason for deleting" />
        </ActForm>
      </Fold>
    </Panel>
  )
}
