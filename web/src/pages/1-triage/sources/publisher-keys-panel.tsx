import {
  addPublisherKey,
  listPublisherKeys,
  type PublisherKeysView,
  removePublisherKey,
  type ShownPublisherKey,
} from '@holdpoint/api'
import { useRef, useState } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { FileField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { counted } from '../../../ui/words.ts'

/** By whose keys advisories are checked here, and what that has shown. */
export function PublisherKeysPanel() {
  const view = useView(listPublisherKeys, { params: {}, query: {} })
  return (
    <Panel title="Signatures of advisories" id="keys">
      <Loaded query={view}>
        {(shown) => (
          <>
            <p>{countsInWords(shown)}</p>
            <Keys view={shown} />
          </>
        )}
      </Loaded>
      <AddKey />
    </Panel>
  )
}

function countsInWords({ counts, advisories }: PublisherKeysView): string {
  const { signed, unsigned, bad, unchecked } = counts
  const rest = unchecked === 0 ? '' : `, ${unchecked} came before signatures were checked`
  return (
    `Of ${counted(advisories, 'advisory', 'advisories')}: ${signed} signed by a key kept here, ` +
    `${counts['key-unknown']} by a key that is not, ${unsigned} not signed, ` +
    `${bad} with a signature that does not hold${rest}.`
  )
}

function Keys({ view }: { readonly view: PublisherKeysView }) {
  return (
    <Table
      caption="Keys of publishers"
      columns={[
        { head: 'Publisher', cell: (row) => row.userIds.join(', ') || 'Not named' },
        { head: 'Fingerprint', cell: (row) => <code>{row.fingerprint}</code> },
        { head: 'Kept', cell: (row) => <Kept row={row} /> },
        { head: 'Signed here', numeric: true, cell: (row) => row.signed },
        { head: 'Remove', cell: (row) => <Remove row={row} /> },
      ]}
      rows={view.keys}
      keyOf={(row) => `${row.fingerprint} ${row.addedAt}`}
      empty="No key is kept: what is signed is shown as signed by an unknown key."
    />
  )
}

function Kept({ row }: { readonly row: ShownPublisherKey }) {
  return (
    <>
      By {row.addedByName}, <Moment at={row.addedAt} />.{' '}
      {row.isCompared ? (
        'Fingerprint compared.'
      ) : (
        <Status meaning="held" word="Fingerprint not compared" />
      )}
    </>
  )
}

function Remove({ row }: { readonly row: ShownPublisherKey }) {
  if (row.removed !== null) {
    const { byName, at, reason } = row.removed
    return (
      <>
        Removed by {byName}, <Moment at={at} />: {reason}
      </>
    )
  }
  return (
    <Fold label={`Remove ${row.fingerprint.slice(0, 8)}`}>
      <ActForm
        route={removePublisherKey}
        params={{ id: row.fingerprint }}
        label="Remove the key"
        kind="warning"
        toBody={(read) => ({ reason: read.text('reason') })}
      >
        <TextArea name="reason" label="Reason" />
      </ActForm>
    </Fold>
  )
}

const FORM = 'add-key'

function AddKey() {
  const act = useAct(addPublisherKey, { words: 'Key of a publisher kept', formId: FORM })
  const problems = useProblems()
  const file = useRef<File | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const [said, setSaid] = useState<string | null>(null)
  const add = async () => {
    if (file.current === null) {
      const what = 'Key file: none is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-armored`, refusal }])
      return
    }
    const armored = await file.current.text()
    const fingerprint = String(
      new FormData(form.current ?? undefined).get('fingerprint') ?? '',
    ).trim()
    const done = await act.run({ armored, ...(fingerprint === '' ? {} : { fingerprint }) })
    if (done === null) return
    const { recognised, bad } = done
    setSaid(`Kept: ${done.fingerprint}. ${recognised} of what is stored proved signed, ${bad} bad.`)
  }
  return (
    <FormContext value={FORM}>
      <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
        <FileField
          name="armored"
          label="Key file"
          hint="The publisher’s public OpenPGP key in armour (.asc)."
          accept=".asc,.pgp,.gpg,.txt"
          onChoose={([chosen]) => {
            file.current = chosen ?? null
          }}
        />
        <TextField
          name="fingerprint"
          label="Fingerprint, as the publisher tells it by another way"
          hint="It is held against the one of the file. Without it the key is marked as not compared."
          optional
        />
        <ActButton label="Keep the key" pending={act.pending} onPress={add} />
        {said === null ? null : <p role="status">{said}</p>}
      </form>
    </FormContext>
  )
}
