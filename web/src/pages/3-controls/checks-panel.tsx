import { type ControlView, checkControl } from '@holdpoint/api'
import { type CheckKind, type ControlCheck, checkKinds, checkWords } from '@holdpoint/core'
import { useAct } from '../../client/use-act.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Age } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'

const what: Readonly<Record<CheckKind, string>> = {
  'exact-planned': 'All packets, with the rules put into the configuration that is imported',
  'exact-deployed': 'All packets, by the configuration that is imported now',
  live: 'Real packets through the kernel, in namespaces of the server: without the rules, then with them',
  captures: 'The virtual patch on the exploit and on the captures of the plant',
}

/** The three ways to prove it, each to be run again, with what it looked at. */
export function ChecksPanel({ view }: { readonly view: ControlView }) {
  const { control } = view
  return (
    <Panel title="Checks">
      <p>
        All but the first are needed before it takes anything off the risk, and each counts for{' '}
        {control.recheckDays} days. A check that cannot be run proves nothing.
      </p>
      {checkKinds.map((kind) => (
        <section key={kind} aria-label={checkWords[kind]}>
          <h3>{checkWords[kind]}</h3>
          <p className="quiet">{what[kind]}</p>
          <Check check={control.checks.find((one) => one.kind === kind) ?? null} />
          <RunCheck id={control.id} kind={kind} />
        </section>
      ))}
    </Panel>
  )
}

function Check({ check }: { readonly check: ControlCheck | null }) {
  if (check === null) return <p>Not run</p>
  const holds = check.verdict === 'holds'
  return (
    <>
      <p>
        <Status meaning={holds ? 'normal' : 'failed'} word={holds ? 'Holds' : 'Fails'} />, by{' '}
        {check.tool}, <Age at={check.at} />. To be repeated by {check.until.slice(0, 10)}.
      </p>
      <Table
        caption="What it looked at"
        columns={[
          {
            head: 'As it must be',
            cell: (one) => (
              <Status meaning={one.holds ? 'normal' : 'failed'} word={one.holds ? 'Yes' : 'No'} />
            ),
          },
          { head: 'Seen', cell: (one) => one.what },
        ]}
        rows={check.findings}
        keyOf={(one) => one.what}
        empty="Nothing"
      />
      <p className="quiet">
        Asked of{' '}
        {check.inputs.map(({ name, sha256 }) => `${name} (${sha256.slice(0, 12)})`).join(', ')}
      </p>
    </>
  )
}

function RunCheck({ id, kind }: { readonly id: string; readonly kind: CheckKind }) {
  const act = useAct(checkControl, { params: { id }, words: `${checkWords[kind]} was run` })
  return (
    <ActButton
      label="Run it"
      of={checkWords[kind]}
      pending={act.pending}
      onPress={() => void act.run({ kind })}
    />
  )
}
