import { type FoundAdvisory, matchByHand, searchAdvisories } from '@holdpoint/api'
import { advisoryFields, type SearchCondition } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useAct } from '../../client/use-act.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { MatchedNote } from '../../ui/matched-note.tsx'
import { Age } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { readerOf } from '../../ui/read-form.ts'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

type Wish = {
  readonly where: readonly SearchCondition[]
  readonly sort: string | null
  readonly order: 'up' | 'down'
}

const everything: Wish = { where: [], sort: null, order: 'down' }

const comparisons = [
  { value: 'contains', words: 'contains' },
  { value: 'equals', words: 'is' },
  { value: 'at-least', words: 'is at least' },
  { value: 'at-most', words: 'is at most' },
] as const

const fields = advisoryFields.map((value) => ({ value, words: value.replaceAll('_', ' ') }))

/** The stored advisories: searched, filtered and sorted by any field that CSAF names. */
export function AdvisorySearch() {
  const [wish, setWish] = useState(everything)
  const query = {
    ...(wish.where.length === 0 ? {} : { where: JSON.stringify(wish.where) }),
    ...(wish.sort === null ? {} : { sort: wish.sort, order: wish.order }),
  }
  const view = useView(searchAdvisories, { params: {}, query })
  return (
    <>
      <SearchForm onWish={setWish} />
      <Loaded query={view}>{({ advisories }) => <Found rows={advisories} wish={wish} />}</Loaded>
    </>
  )
}

function SearchForm({ onWish }: { readonly onWish: (wish: Wish) => void }) {
  const search = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const read = readerOf(new FormData(event.currentTarget))
    const value = read.text('value')
    const field = read.text('field')
    const is = read.text('is') as SearchCondition['is']
    const sort = read.text('sort')
    onWish({
      where: value === '' || field === '' ? [] : [{ field, is, value }],
      sort: sort === '' ? null : sort,
      order: read.text('order') === 'up' ? 'up' : 'down',
    })
  }
  return (
    <Panel title="Search">
      <FormContext value="advisory-search">
        <form className="act-form" onSubmit={search}>
          <div className="search-fields">
            <SelectField name="field" label="Field" choices={fields} value="title" />
            <SelectField name="is" label="Comparison" choices={comparisons} value="contains" />
            <TextField name="value" label="Value" optional />
            <SelectField name="sort" label="Sort by" choices={fields} value="cvss" />
            <SelectField
              name="order"
              label="Order"
              choices={[
                { value: 'down', words: 'Highest first' },
                { value: 'up', words: 'Lowest first' },
              ]}
              value="down"
            />
          </div>
          <ActButton label="Show" />
        </form>
      </FormContext>
    </Panel>
  )
}

function Found({ rows, wish }: { readonly rows: readonly FoundAdvisory[]; readonly wish: Wish }) {
  const shown = wish.sort === null ? rows.toSorted(byWeight) : rows
  return (
    <Panel title={counted(rows.length, 'advisory', 'advisories')}>
      {rows.length === 0 || wish.where.length === 0 ? null : <MatchShown rows={rows} />}
      {rows.length === 0 ? null : <MatchedNote />}
      <Table
        caption={captionOf(wish)}
        columns={[
          {
            head: 'Advisory',
            cell: (row) => (
              <>
                <Link to="/advisories/$id" params={{ id: row.advisoryId }}>
                  {row.advisoryId}
                </Link>
                <p className="hint">{row.isRead ? 'Read by you' : 'Not read by you'}</p>
              </>
            ),
          },
          { head: 'Title', cell: (row) => row.title },
          { head: 'Publisher', cell: (row) => row.publisher },
          { head: 'Version', cell: (row) => versionOf(row) },
          {
            head: 'Score',
            numeric: true,
            cell: (row) => row.highestScore?.toFixed(1) ?? 'None',
          },
          { head: 'Affected', numeric: true, cell: (row) => row.affected },
          { head: 'For review', numeric: true, cell: (row) => row.review },
          { head: 'Imported', cell: (row) => <Age at={row.importedAt} /> },
        ]}
        rows={shown}
        keyOf={(row) => row.advisoryId}
        empty={
          wish.where.length > 0 ? (
            'No stored advisory is like that.'
          ) : (
            <>
              No advisory is stored. <Link to="/triage">Import advisories</Link>.
            </>
          )
        }
      />
    </Panel>
  )
}

/** A run by hand over what is shown; the findings of the automatic runs stay as they are. */
function MatchShown({ rows }: { readonly rows: readonly FoundAdvisory[] }) {
  const [said, setSaid] = useState<string | null>(null)
  const act = useAct(matchByHand, { words: 'Match the advisories shown' })
  const run = async () => {
    const done = await act.run({ advisoryIds: rows.map(({ advisoryId }) => advisoryId) })
    if (done === null) return
    const { affected, review, assets } = done.run
    setSaid(`${affected} affected, ${review} for review among ${counted(assets, 'asset')}`)
  }
  return (
    <>
      <ActButton label="Match the advisories shown" pending={act.pending} onPress={run} />
      {said === null ? null : <p role="status">Run by hand: {said}.</p>}
    </>
  )
}

function captionOf({ sort, order }: Wish): string {
  if (sort === null) return 'Stored advisories, most affected assets first'
  const way = order === 'up' ? 'lowest first' : 'highest first'
  return `Stored advisories by ${sort.replaceAll('_', ' ')}, ${way}`
}

function versionOf({ version, revisions }: FoundAdvisory): string {
  return revisions === 1 ? version : `${version}, ${revisions} revisions kept`
}

function byWeight(a: FoundAdvisory, b: FoundAdvisory): number {
  return b.affected - a.affected || (b.highestScore ?? 0) - (a.highestScore ?? 0)
}
