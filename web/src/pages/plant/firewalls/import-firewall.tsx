import {
  type FirewallPreview,
  type FirewallsView,
  importFirewall,
  type PacketChange,
  previewFirewall,
} from '@holdpoint/api'
import { useRef, useState } from 'react'
import { useAct } from '../../../client/use-act.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { Lines } from '../../../ui/facts.tsx'
import { FileField, SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { FormContext } from '../../../ui/form-context.ts'
import { Panel } from '../../../ui/page.tsx'
import { useProblems } from '../../../ui/problems.tsx'
import { type FormReader, readerOf } from '../../../ui/read-form.ts'
import { Table } from '../../../ui/table.tsx'

const FORM = 'import-firewall'

const dialects = [
  { value: 'nftables', words: 'nftables (nft -j list ruleset)' },
  { value: 'iptables', words: 'iptables-save' },
  { value: 'cisco-asa', words: 'Cisco ASA' },
  { value: 'cisco-ios', words: 'Cisco IOS' },
  { value: 'fortigate', words: 'FortiGate' },
  { value: 'palo-alto', words: 'Palo Alto Networks' },
] as const

type Dialect = (typeof dialects)[number]['value']

/** A look at what it would change first; the import takes the place of the configuration before. */
export function ImportFirewall({ view }: { readonly view: FirewallsView }) {
  const [tag, setTag] = useState(view.inventory[0] ?? '')
  return (
    <Panel title="Import a configuration" id="import-firewall">
      {view.inventory.length === 0 ? (
        <p className="empty">The inventory names no firewall.</p>
      ) : (
        <ImportForm key={tag} view={view} tag={tag} onTag={setTag} />
      )}
    </Panel>
  )
}

type FormProps = {
  readonly view: FirewallsView
  readonly tag: string
  readonly onTag: (tag: string) => void
}

function ImportForm({ view, tag, onTag }: FormProps) {
  const params = { id: tag }
  const look = useAct(previewFirewall, { params, words: 'Looked at it', formId: FORM })
  const bring = useAct(importFirewall, {
    ...{ params, words: `Configuration of ${tag} imported`, formId: FORM },
  })
  const problems = useProblems()
  const form = useRef<HTMLFormElement>(null)
  const files = useRef<readonly File[]>([])
  const [preview, setPreview] = useState<FirewallPreview | null>(null)

  const wish = async () => {
    if (form.current === null || files.current.length === 0) {
      const what = 'Configuration: no file is chosen'
      const refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
      problems.show([{ field: `${FORM}-files`, refusal }])
      return null
    }
    const texts = await Promise.all(
      files.current.map(async (file) => ({ file: file.name, text: await file.text() })),
    )
    return bodyOf(readerOf(new FormData(form.current)), texts)
  }
  const press = async (act: 'look' | 'bring') => {
    const body = await wish()
    if (body === null) return
    if (act === 'look') setPreview(await look.run(body))
    else if ((await bring.run(body)) !== null) setPreview(null)
  }
  return (
    <FormContext value={FORM}>
      <form ref={form} className="act-form" onSubmit={(event) => event.preventDefault()}>
        <Fields
          view={view}
          tag={tag}
          onTag={onTag}
          onFiles={(chosen) => {
            files.current = chosen
          }}
        />
        <div className="row-group plain-row">
          <ActButton
            label="Look at what it would change"
            kind="plain"
            pending={look.pending}
            onPress={() => press('look')}
          />
          <ActButton
            label="Import the configuration"
            pending={bring.pending}
            onPress={() => press('bring')}
          />
        </div>
      </form>
      <div aria-live="polite">{preview === null ? null : <Preview preview={preview} />}</div>
    </FormContext>
  )
}

type FieldsProps = FormProps & { readonly onFiles: (files: readonly File[]) => void }

function Fields({ view, tag, onTag, onFiles }: FieldsProps) {
  const before = view.firewalls.find(({ firewall }) => firewall === tag)
  const legs = before?.interfaces.map(({ name, zone }) => `${name} = ${zone}`).join('\n') ?? ''
  return (
    <>
      <SelectField
        name="firewall"
        label="Firewall"
        choices={view.inventory.map((one) => ({ value: one, words: one }))}
        value={tag}
        onChoose={onTag}
      />
      <SelectField
        name="dialect"
        label="Dialect"
        choices={dialects}
        value={before?.dialect ?? 'nftables'}
      />
      <FileField
        name="files"
        label="Configuration"
        hint="As the firewall exports it; several files of one firewall may be chosen."
        multiple
        onChoose={onFiles}
      />
      <TextArea
        name="interfaces"
        label="Interfaces"
        hint={`One a line, with the zone behind it: eth0 = control. Zones: ${view.zones.map(({ id }) => id).join(', ')}`}
        value={legs}
      />
      <TextArea
        name="routes"
        label="Routes"
        hint="One a line, with the interface: 10.10.0.0/16 = eth1. What is not listed may leave by any."
        optional
      />
      <TextField
        name="virtual"
        label="Virtual domain or system"
        hint="Where the configuration holds several"
        optional
      />
    </>
  )
}

function bodyOf(read: FormReader, files: readonly { file: string; text: string }[]) {
  const pairs = (name: string) =>
    read
      .text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => {
        const [left = '', ...right] = line.split('=')
        return [left.trim(), right.join('=').trim()] as const
      })
  const virtual = read.text('virtual')
  return {
    source: files.map(({ file }) => file).join(', '),
    dialect: read.text('dialect') as Dialect,
    files: [...files],
    interfaces: Object.fromEntries(pairs('interfaces')),
    routes: pairs('routes').map(([to, name]) => ({ to, interface: name })),
    virtual: virtual === '' ? null : virtual,
  }
}

function Preview({ preview }: { readonly preview: FirewallPreview }) {
  const { rules, assumptions, assumptionsLeftOut } = preview
  return (
    <>
      <p>
        {rules} rules are read, {assumptions.length + assumptionsLeftOut} things are not understood
        and count as letting pass.
      </p>
      <Lines lines={assumptions.map(({ at, what }) => `${at} ${what}`.trim())} />
      <Changes changes={preview.changes} />
    </>
  )
}

function Changes({ changes }: { readonly changes: readonly PacketChange[] }) {
  return (
    <Table
      caption="What it changes, with one packet each"
      columns={[
        { head: 'From', cell: (row) => row.from },
        { head: 'To', cell: (row) => row.to },
        {
          head: 'Newly let through',
          cell: (row) => (row.isUnknown ? 'Too many pieces to tell' : (row.newlyAllowed ?? '')),
        },
        { head: 'Newly refused', cell: (row) => row.newlyDenied ?? '' },
      ]}
      rows={changes}
      keyOf={(row) => `${row.from} ${row.to}`}
      empty="The same packets pass as before."
    />
  )
}
