import {
  type AssetFactsView,
  type ClaimView,
  type FactView,
  type NeighbourView,
  readAssetFacts,
  ruleOnFacts,
} from '@holdpoint/api'
import { type GroupOutage, groupInWords, inventoryRefusals } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useActor } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { Lines } from '../../ui/facts.tsx'
import { RadioField, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted } from '../../ui/words.ts'
import { factInWords } from './import/fact-words.ts'

/** What stands beside the asset's record: who says what, what goes dark with it, its baseline. */
export function AssetFactsPanels({ assetId }: { readonly assetId: string }) {
  const view = useView(readAssetFacts, { params: { id: assetId }, query: {} })
  return (
    <Loaded query={view}>
      {(found) => (
        <>
          <ConflictsPanel view={found} />
          <RestartPanel view={found} />
          <BaselinePanel facts={found.facts} />
          <SourcesPanel facts={found.facts} />
        </>
      )}
    </Loaded>
  )
}

function ConflictsPanel({ view }: { readonly view: AssetFactsView }) {
  const open = view.facts.filter((fact) => fact.inConflict)
  if (open.length === 0) return null
  return (
    <Panel
      title="Conflicts"
      aside={<Status meaning="held" word={`${counted(open.length, 'fact')} to rule`} />}
    >
      {open.map((fact) => (
        <ConflictForm key={fact.field} assetId={view.assetId} tag={view.tag} fact={fact} />
      ))}
    </Panel>
  )
}

type ConflictFormProps = {
  readonly assetId: string
  readonly tag: string
  readonly fact: FactView
}

/** The sources side by side; a person says which is right, and why. */
export function ConflictForm({ assetId, tag, fact }: ConflictFormProps) {
  const { field, words } = fact
  return (
    <section aria-label={`${words} of ${tag}`}>
      <h3>
        {words} of {tag}
      </h3>
      <ClaimTable fact={fact} />
      <ActForm
        route={ruleOnFacts}
        refusals={inventoryRefusals(useActor(), 'Ruling on facts')}
        label={`Rule on ${words.toLowerCase()} of ${tag}`}
        toBody={(read) => ({
          facts: [{ assetId, field }],
          source: read.text('source'),
          reason: read.text('reason'),
        })}
      >
        <RadioField
          name="source"
          label="Which source is right?"
          choices={fact.claims.map(({ source, value }) => ({
            value: source,
            words: `${source}: ${factInWords(value)}`,
          }))}
        />
        <TextField
          name="reason"
          label="Reason for the ruling"
          hint="It stands in the ledger. The same word of a source that lost is not asked again."
        />
      </ActForm>
    </section>
  )
}

const claimStates = {
  stands: <Status meaning="normal" word="Stands" />,
  agrees: <Status meaning="normal" word="Agrees" />,
  conflict: <Status meaning="held" word="Contradicts" />,
  'ruled out': <Status meaning="normal" word="Ruled out" />,
  superseded: <Status meaning="normal" word="Older than the reading" />,
}

function ClaimTable({ fact }: { readonly fact: FactView }) {
  return (
    <Table
      caption={`${fact.words}: what each source says`}
      columns={[
        { head: 'Source', cell: (row: ClaimView) => row.source },
        { head: 'Says', cell: (row) => factInWords(row.value) },
        { head: 'Seen', cell: (row) => <Age at={row.at} /> },
        { head: 'State', cell: (row) => claimStates[row.state] },
      ]}
      rows={fact.claims}
      keyOf={(row) => row.source}
      empty=""
      narrow
    />
  )
}

function RestartPanel({ view }: { readonly view: AssetFactsView }) {
  const { tag, goesDark, needs, group, outage } = view
  return (
    <Panel title="When it restarts">
      <Neighbours
        caption={`What goes dark when ${tag} restarts`}
        rows={goesDark}
        empty={`No asset says that it depends on ${tag}; that nobody said so does not prove it.`}
      />
      <Neighbours
        caption={`What ${tag} depends on`}
        rows={needs}
        empty={`What ${tag} depends on is not recorded.`}
      />
      {group === null ? null : <Group group={group} />}
      <Lines lines={outage.map((one) => `${outageWords[one.standing]} ${groupInWords(one)}`)} />
    </Panel>
  )
}

const outageWords: Readonly<Record<GroupOutage['standing'], string>> = {
  holds: 'Down alone, it is borne.',
  breaks: 'Down alone, it is not borne.',
  unknown: 'Whether that is borne is not known.',
}

/** How many must stay alive, and which members may therefore go in the same stage. */
function Group({ group }: { readonly group: NonNullable<AssetFactsView['group']> }) {
  const { name, keeps, members, stages, never } = group
  const kept =
    keeps === null
      ? 'how many must stay alive is not recorded, so no two go together'
      : `${keeps} of ${members.length} must stay alive`
  return (
    <section aria-label={`Redundancy group ${name}`}>
      <h3>Redundancy group {name}</h3>
      <p>
        {capitalised(kept)}. Members: {members.map((one) => one.tag).join(', ')}.
      </p>
      <Lines
        lines={[
          ...stages.map((stage, at) => `Stage ${at + 1}: ${stage.join(', ')}`),
          ...never.map(({ tag, because }) => `In no stage: ${tag}. ${because.join('; ')}`),
        ]}
      />
    </section>
  )
}

type NeighboursProps = {
  readonly caption: string
  readonly rows: readonly NeighbourView[]
  readonly empty: string
}

function Neighbours({ caption, rows, empty }: NeighboursProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { head: 'Asset', cell: (row: NeighbourView) => <Neighbour row={row} /> },
        { head: 'Through', cell: (row) => row.through ?? 'Directly' },
      ]}
      rows={rows}
      keyOf={(row) => row.id}
      empty={empty}
      narrow
    />
  )
}

function Neighbour({ row }: { readonly row: NeighbourView }) {
  if (!row.known) return <>{row.tag}, not in the inventory</>
  return (
    <Link to="/assets/$id" params={{ id: row.id }}>
      {row.tag}
    </Link>
  )
}

/** The items of a baseline: operating system or firmware, software, ports, patches. */
const BASELINE = [
  ['firmware', 'Firmware'],
  ['operatingSystem', 'Operating system'],
  ['software', 'Software'],
  ['services', 'Services'],
  ['openPorts', 'Ports seen open'],
  ['patches', 'Security patches'],
] as const

function BaselinePanel({ facts }: { readonly facts: readonly FactView[] }) {
  const items = BASELINE.map(([field, item]) => ({
    item,
    fact: facts.find((one) => one.field === field) ?? null,
  }))
  const rated = facts.filter(({ field }) => field === 'cipRating' || field === 'cipClass')
  return (
    <Panel title="Baseline">
      <p>
        {rated.length === 0
          ? 'NERC CIP impact rating and class are not recorded.'
          : rated.map(({ words, value }) => `${words}: ${factInWords(value)}`).join('; ')}
      </p>
      <Table
        caption="What a configuration baseline (CIP-010 R1.1) lists"
        columns={[
          { head: 'Item', cell: (row) => row.item },
          { head: 'Recorded', cell: (row) => factInWords(row.fact?.value ?? null) },
          { head: 'Source', cell: (row) => row.fact?.source ?? 'None' },
          { head: 'Seen', cell: (row) => (row.fact ? <Age at={row.fact.at} /> : 'Never') },
        ]}
        rows={items}
        keyOf={(row) => row.item}
        empty=""
      />
    </Panel>
  )
}

function SourcesPanel({ facts }: { readonly facts: readonly FactView[] }) {
  const several = facts.filter((fact) => fact.claims.length > 1)
  return (
    <Panel title="Sources and ages">
      <Table
        caption="Every fact, who says it, and how old it is"
        columns={[
          { head: 'Fact', cell: (row: FactView) => row.words },
          { head: 'Value', cell: (row) => factInWords(row.value) },
          { head: 'Source', cell: (row) => row.source },
          { head: 'Seen', cell: (row) => <Age at={row.at} /> },
          { head: 'Ruling', cell: (row) => rulingInWords(row) },
        ]}
        rows={facts}
        keyOf={(row) => row.field}
        empty="Nothing is recorded."
      />
      {several.map((fact) => (
        <Fold key={fact.field} label={`${fact.words}: ${counted(fact.claims.length, 'source')}`}>
          <ClaimTable fact={fact} />
        </Fold>
      ))}
    </Panel>
  )
}

function rulingInWords({ ruling }: FactView): string {
  return ruling === null ? 'None' : `${ruling.byName}: ${ruling.reason}`
}
