import { type CaseView, linkUpdateFile, listPatches, type UpdateFile } from '@holdpoint/api'
import { inventoryRefusals } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useActor } from '../../../client/session.tsx'
import { useView } from '../../../client/use-view.ts'
import { ActForm } from '../../../ui/act-form.tsx'
import { Lines } from '../../../ui/facts.tsx'
import { SelectField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { patchInWords } from '../../../ui/patch-in-words.ts'
import { Table } from '../../../ui/table.tsx'
import { capitalised } from '../../../ui/words.ts'
import { coveringInWords } from '../../plant/updates/covering.ts'
import { Standing } from '../../plant/updates/standing.tsx'
import { wordsOfUpdate } from '../../plant/updates/vendor-words.ts'

/** The updates against what the case is about, and what each vendor there says of them. */
export function UpdatesAgainstIt({ view }: { readonly view: CaseView }) {
  return (
    <Panel title="Updates against it" aside={<Link to="/updates">All updates</Link>}>
      <Table
        caption="Released, not installed here, and naming one of these vulnerabilities"
        columns={[
          { head: 'Update', cell: ({ release }) => release.id },
          { head: 'For', cell: ({ release }) => `${release.vendor} ${release.product}` },
          { head: 'To', cell: ({ release }) => release.toVersion ?? 'Not recorded' },
          { head: 'Restart', cell: ({ release }) => capitalised(release.restart) },
          { head: 'Newest that covers it', cell: (row) => coveringInWords(row.newest) },
          { head: 'Qualified', cell: (row) => <Standing standing={row.qualified.standing} /> },
          { head: 'Who says what', cell: (row) => <Lines lines={wordsOfUpdate(row)} /> },
          { head: 'Files', cell: ({ files }) => <Lines lines={files.map(fileInWords)} /> },
        ]}
        rows={view.updates}
        keyOf={({ release }) => `${release.id} ${release.product}`}
        empty="No list of updates names one; that nobody imported one says nothing."
      />
      {view.updates.length === 0 ? null : <LinkFile updates={view.updates} />}
      <UnlinkFile updates={view.updates} />
    </Panel>
  )
}

function fileInWords({ fileName, version }: UpdateFile): string {
  return version === null ? fileName : `${fileName}, ${version}`
}

/** Somebody says which file of the library an update is; only then can a plan install it. */
function LinkFile({ updates }: { readonly updates: CaseView['updates'] }) {
  const actor = useActor()
  const patches = useView(listPatches, { params: {}, query: {} })
  const library = patches.data?.patches ?? []
  const none = library.length === 0 ? [emptyLibrary] : []
  return (
    <Fold label="Link a file of the patch library">
      <ActForm
        route={linkUpdateFile}
        label="Link the file"
        refusals={[...inventoryRefusals(actor, 'Linking a patch file'), ...none]}
        toBody={(read) => {
          const { release } = updates[read.number('update')] ?? {}
          const { id: releaseId = '', product = '' } = release ?? {}
          return { releaseId, product, sha256: read.text('file'), linked: true }
        }}
      >
        <SelectField
          name="update"
          label="Update of the lists"
          choices={updates.map(({ release }, index) => ({
            value: `${index}`,
            words: `${release.id} for ${release.product}`,
          }))}
        />
        <SelectField
          name="file"
          label="File that installs it"
          choices={library.map((file) => ({ value: file.sha256, words: patchInWords(file) }))}
        />
      </ActForm>
    </Fold>
  )
}

/** A wrong link is taken back; the ledger keeps both, and what a board signed stays in its plan. */
function UnlinkFile({ updates }: { readonly updates: CaseView['updates'] }) {
  const actor = useActor()
  const links = updates.flatMap(({ release: { id: releaseId, product }, files }) =>
    files.map((file) => ({ releaseId, product, file })),
  )
  if (links.length === 0) return null
  return (
    <Fold label="Take a linked file back">
      <ActForm
        route={linkUpdateFile}
        label="Take the link back"
        refusals={inventoryRefusals(actor, 'Linking a patch file')}
        toBody={(read) => {
          const { releaseId = '', product = '', file } = links[read.number('link')] ?? {}
          return { releaseId, product, sha256: file?.sha256 ?? '', linked: false }
        }}
      >
        <SelectField
          name="link"
          label="Linked file"
          choices={links.map(({ releaseId, product, file }, index) => ({
            value: `${index}`,
            words: `${fileInWords(file)} as ${releaseId} for ${product}`,
          }))}
        />
      </ActForm>
    </Fold>
  )
}

const emptyLibrary = {
  kind: 'no-such-patch',
  what: 'The patch library is empty',
  clearedBy: 'Add the file on the page of the plan',
  owner: null,
}
