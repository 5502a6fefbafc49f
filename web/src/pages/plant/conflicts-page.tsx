import {
  type FactView,
  listFactConflicts,
  type OpenConflictView,
  ruleOnFacts,
} from '@holdpoint/api'
import { type ClaimState, inventoryRefusals } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useActor } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'
import { factInWords } from './import/fact-words.ts'

/** Where sources disagree and nobody has ruled; many that one source is right about go at once. */
export function ConflictsPage() {
  const view = useView(listFactConflicts, { params: {}, query: {} })
  return (
    <Page
      title="Conflicts of the inventory"
      lead="What stands stays until somebody says which source is right."
    >
      <Loaded query={view}>
        {({ conflicts }) => (
          <>
            <Panel title={counted(conflicts.length, 'conflict')}>
              <Table
                caption="Facts on which sources disagree"
                columns={[
                  {
                    head: 'Asset',
                    cell: (row) => (
                      <Link to="/assets/$id" params={{ id: row.assetId }}>
                        {row.tag}
                      </Link>
                    ),
                  },
                  { head: 'Fact', cell: (row) => row.fact.words },
                  { head: 'Stands', cell: (row) => saysOf(row.fact, 'stands') },
                  { head: 'Contradicts', cell: (row) => saysOf(row.fact, 'conflict') },
                ]}
                rows={conflicts}
                keyOf={(row) => `${row.assetId} ${row.fact.field}`}
                empty="No two sources disagree, or each disagreement is ruled."
              />
            </Panel>
            {conflicts.length < 2 ? null : <RuleOnAll conflicts={conflicts} />}
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Conflicts = readonly OpenConflictView[]

/** Only facts about which that source says something are ruled. */
function RuleOnAll({ conflicts }: { readonly conflicts: Conflicts }) {
  const counts = new Map<string, number>()
  for (const { fact } of conflicts) {
    for (const { source } of fact.claims) counts.set(source, (counts.get(source) ?? 0) + 1)
  }
  return (
    <Panel title="Rule on many">
      <ActForm
        route={ruleOnFacts}
        refusals={inventoryRefusals(useActor(), 'Ruling on facts')}
        label="Rule on all of them"
        toBody={(read) => {
          const source = read.text('source')
          const about = conflicts.filter(({ fact }) =>
            fact.claims.some((claim) => claim.source === source),
          )
          const facts = about.map(({ assetId, fact }) => ({ assetId, field: fact.field }))
          return { facts, source, reason: read.text('reason') }
        }}
      >
        <SelectField
          name="source"
          label="Source that is right"
          choices={[...counts].map(([source, count]) => ({
            value: source,
            words: `${source}, about ${counted(count, 'fact')}`,
          }))}
        />
        <TextField name="reason" label="Reason for the ruling" />
      </ActForm>
    </Panel>
  )
}

function saysOf({ claims }: FactView, state: ClaimState): string {
  return claims
    .filter((claim) => claim.state === state)
    .map(({ source, value }) => `${factInWords(value)} (${source})`)
    .join('; ')
}
