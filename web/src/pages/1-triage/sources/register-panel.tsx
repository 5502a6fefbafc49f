import {
  changeSource,
  endSource,
  fetchSource,
  listSources,
  registerSource,
  reviewSource,
  type SourceRow,
  type SourcesView,
} from '@holdpoint/api'
import { SOURCE_REVIEW_DAYS, type SourceKind, sourceKinds } from '@holdpoint/core'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { JobsUnderWay } from '../../../ui/job-progress.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { counted } from '../../../ui/words.ts'

/** Where all of it comes from, who answers for each, and when somebody last looked. */
export function RegisterPanel() {
  const view = useView(listSources, { params: {}, query: {} })
  return (
    <Panel title="Register of sources" id="register">
      <Loaded query={view}>
        {(shown) => (
          <>
            <JobsUnderWay />
            <Rows view={shown} />
            {shown.sources
              .filter(({ standing }) => standing !== 'ended')
              .map((row) => (
                <OneSource key={row.id} row={row} view={shown} />
              ))}
            <AddSource view={shown} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

const kindWords: Record<SourceKind, string> = {
  'csaf-provider': 'CSAF provider',
  folder: 'Folder, carried across',
  kev: 'KEV catalogue',
  epss: 'EPSS scores',
  'cve-json': 'CVE records',
  vulnrichment: 'Vulnrichment',
}

function Rows({ view }: { readonly view: SourcesView }) {
  return (
    <Table
      caption="Sources, the most pressing review first"
      columns={[
        { head: 'Source', cell: (row) => row.name },
        { head: 'Kind', cell: (row) => kindWords[row.kind] },
        { head: 'Owner', cell: (row) => row.ownerName },
        { head: 'Last review', cell: (row) => lastReview(row) },
        { head: 'Next review', cell: (row) => <NextReview row={row} /> },
        {
          head: 'Age',
          cell: (row) =>
            row.broughtAt === null ? (
              <Status meaning="held" word="Nothing came yet" />
            ) : (
              <>
                <Age at={row.broughtAt} />
                {row.dataOf === null ? '' : `, data of ${row.dataOf}`}
              </>
            ),
        },
        { head: 'Coverage', cell: (row) => row.coverage },
      ]}
      rows={view.sources}
      keyOf={(row) => row.id}
      empty="No source is registered: nobody is bound to look whether what comes is complete."
    />
  )
}

function lastReview({ reviews }: SourceRow): string {
  const last = reviews.at(-1)
  if (last === undefined) return 'Never'
  return `${last.on} by ${last.byName}${last.isLate ? ', late' : ''}: ${last.note}`
}

const meanings: Record<SourceRow['standing'], Meaning> = {
  running: 'normal',
  due: 'held',
  overdue: 'late',
  ended: 'normal',
}

function NextReview({ row }: { readonly row: SourceRow }) {
  const { standing, dueOn, daysLeft, endedBecause } = row
  if (standing === 'ended') return `Ended: ${endedBecause ?? ''}`
  const days = daysLeft ?? 0
  const words =
    days < 0 ? `${dueOn}, ${counted(-days, 'day')} late` : `${dueOn}, ${counted(days, 'day')} left`
  return <Status meaning={meanings[standing]} word={words} />
}

type OneProps = { readonly row: SourceRow; readonly view: SourcesView }

function OneSource({ row, view }: OneProps) {
  const params = { id: row.id }
  const fetch = useAct(fetchSource, { params, words: `Fetch from ${row.name} started` })
  return (
    <Fold label={`${row.name}: review, fetch, change or end`}>
      <ActButton
        label="Fetch now"
        refusals={row.fetchRefusals}
        pending={fetch.pending}
        onPress={() => void fetch.run({})}
      />
      <ActForm
        route={reviewSource}
        params={params}
        label="Record the review"
        kind="primary"
        toBody={(read) => ({ on: read.text('on'), note: read.text('note') })}
      >
        <TextField name="on" label="Reviewed on" hint="A day, 2026-12-24." value={view.today} />
        <TextField name="note" label="What was looked at, and found" />
      </ActForm>
      <ActForm
        route={changeSource}
        params={params}
        label="Change the source"
        toBody={(read) => ({
          name: read.text('name'),
          address: read.text('address'),
          ownerId: read.text('ownerId'),
          reviewEveryDays: read.number('reviewEveryDays'),
        })}
      >
        <WishFields view={view} row={row} />
      </ActForm>
      <ActForm
        route={endSource}
        params={params}
        label="End the source"
        kind="warning"
        toBody={(read) => ({ reason: read.text('reason') })}
      >
        <TextArea name="reason" label="Why it is no longer used" />
      </ActForm>
    </Fold>
  )
}

function WishFields({ view, row }: { readonly view: SourcesView; readonly row: SourceRow | null }) {
  const people = view.people.map(({ personId, name }) => ({ value: personId, words: name }))
  return (
    <>
      <TextField name="name" label="Name" value={row?.name ?? ''} />
      <TextField
        name="address"
        label="Domain or https address"
        hint="Left empty, it only ever comes by hand."
        value={row?.address ?? ''}
        optional
      />
      <SelectField name="ownerId" label="Owner" choices={people} value={row?.ownerId ?? ''} />
      <TextField
        name="reviewEveryDays"
        label="Days between reviews"
        hint="CIP-007-6 R2.2 asks for 35 at most."
        value={String(row?.reviewEveryDays ?? SOURCE_REVIEW_DAYS)}
        numeric
      />
    </>
  )
}

function AddSource({ view }: { readonly view: SourcesView }) {
  const kinds = sourceKinds.map((value) => ({ value, words: kindWords[value] }))
  return (
    <Fold label="Register a source">
      <ActForm
        route={registerSource}
        label="Register the source"
        toBody={(read) => ({
          id: read.text('id'),
          kind: read.text('kind') as SourceKind,
          name: read.text('name'),
          address: read.text('address'),
          ownerId: read.text('ownerId'),
          reviewEveryDays: read.number('reviewEveryDays'),
          since: read.text('since'),
        })}
      >
        <TextField name="id" label="Short name" hint="As the terminal calls it." />
        <SelectField name="kind" label="Kind" choices={kinds} />
        <WishFields view={view} row={null} />
        <TextField
          name="since"
          label="In use since"
          hint="From this day the first review is counted."
          value={view.today}
        />
      </ActForm>
    </Fold>
  )
}
