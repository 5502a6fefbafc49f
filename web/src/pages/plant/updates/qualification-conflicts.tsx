import { ruleOnQualification } from '@holdpoint/api'
import { inventoryRefusals, type QualificationConflict } from '@holdpoint/core'
import { useActor } from '../../../client/session.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { RadioField, TextField } from '../../../ui/fields.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Status } from '../../../ui/status.tsx'
import { counted } from '../../../ui/words.ts'
import { wordInWords } from './vendor-words.ts'

const SHOWN = 20

/** Sources side by side where they contradict each other; a person says which word stands. */
export function QualificationConflicts({
  conflicts,
}: {
  readonly conflicts: readonly QualificationConflict[]
}) {
  if (conflicts.length === 0) return null
  const more = conflicts.length - SHOWN
  return (
    <Panel
      title="Sources disagree"
      aside={<Status meaning="held" word={`${counted(conflicts.length, 'conflict')} to rule`} />}
    >
      {conflicts.slice(0, SHOWN).map((conflict) => (
        <ConflictForm key={titleOf(conflict)} conflict={conflict} />
      ))}
      {more > 0 ? <p>{counted(more, 'more conflict')} after these.</p> : null}
    </Panel>
  )
}

export function titleOf({ releaseId, product, productVersion }: QualificationConflict): string {
  return `${releaseId} on ${product}${productVersion === null ? '' : ` ${productVersion}`}`
}

function ConflictForm({ conflict }: { readonly conflict: QualificationConflict }) {
  const { product, productVersion, releaseId, words } = conflict
  const title = titleOf(conflict)
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ActForm
        route={ruleOnQualification}
        refusals={inventoryRefusals(useActor(), 'Ruling on a qualification')}
        label={`Rule on ${title}`}
        toBody={(read) => {
          const word = words[read.number('stands')]
          const { source = '', verdict = 'pending', productVersion: said = null } = word ?? {}
          const stands = { source, verdict, productVersion: said }
          return { product, productVersion, releaseId, stands, reason: read.text('reason') }
        }}
      >
        <RadioField
          name="stands"
          label="Which word stands?"
          choices={words.map((word, index) => ({ value: `${index}`, words: wordInWords(word) }))}
        />
        <TextField
          name="reason"
          label="Reason for the ruling"
          hint="It stands in the ledger. The same words said again are not asked again."
        />
      </ActForm>
    </section>
  )
}
