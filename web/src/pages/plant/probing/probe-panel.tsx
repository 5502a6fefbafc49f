import {
  type ProbeAnswer,
  probeAsset,
  readProbe,
  releaseProbe,
  setProbeCredential,
} from '@holdpoint/api'
import type { Asset, CountedConnections, PlannedRequest, Refusal, SnmpUser } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Moment } from '../../../ui/moment.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'

/** Asking the device itself who it is: off by default, released once, read-only. */
export function ProbePanel({ asset }: { readonly asset: Asset }) {
  const params = { id: asset.id }
  const view = useView(readProbe, { params, query: {} })
  const ask = useAct(probeAsset, { params, words: `${asset.tag} was asked` })
  return (
    <Panel title="Ask the device">
      <Loaded query={view}>
        {({ target, planned, release, refusals, releaseRefusals, connectionsHeld, newest }) => (
          <>
            <p>
              Read-only, over one connection, once for each release. Where and on which models it is
              permitted stands under <Link to="/probing">active probing</Link>.
            </p>
            <Facts
              facts={[
                ['Channel', target],
                ['Connections that Holdpoint holds open', String(connectionsHeld)],
                [
                  'Released',
                  release === null ? null : (
                    <span key="release">
                      by {release.byName}, {release.processState}, until{' '}
                      <Moment at={release.until} />
                    </span>
                  ),
                ],
              ]}
            />
            {planned.length === 0 ? null : <Planned planned={planned} />}
            {asset.identity?.snmpUser === undefined ? null : (
              <SnmpWords params={params} user={asset.identity.snmpUser} />
            )}
            <ReleaseForm params={params} refusals={releaseRefusals} />
            <ActButton
              label={`Ask ${asset.tag} who it is`}
              refusals={refusals}
              pending={ask.pending}
              onPress={() => void ask.run({})}
            />
            {newest === null ? null : <Answer answer={newest} />}
          </>
        )}
      </Loaded>
    </Panel>
  )
}

function Answer({ answer }: { readonly answer: ProbeAnswer }) {
  const { at, identity, why, differences } = answer
  return (
    <div className="result">
      <p>
        Asked <Moment at={at} />:{' '}
        {identity === null ? (
          <Status meaning="late" word={`no identity: ${why ?? 'no reason was given'}`} />
        ) : (
          `${identity.vendor} ${identity.product}, firmware ${identity.firmware ?? 'not said'}`
        )}
      </p>
      {identity?.remark === undefined ? null : <p>{identity.remark}.</p>}
      {identity?.connections === undefined ? null : <p>{countedWords(identity.connections)}</p>}
      {identity === null ? null : (
        <Table
          caption="Where the device differs from the record; the record stays as it is"
          columns={[
            { head: 'Field', cell: (row) => words[row.field] ?? row.field },
            { head: 'Recorded', cell: (row) => row.recorded ?? 'Not recorded' },
            { head: 'The device says', cell: (row) => row.read },
          ]}
          rows={differences}
          keyOf={(row) => row.field}
          empty="What the device says agrees with the record."
        />
      )}
    </div>
  )
}

function countedWords({ used, of, counts }: CountedConnections): string {
  return `The device itself counted ${used} ${counts} of ${of ?? 'a number that it does not say'}.`
}

const words: Readonly<Record<string, string>> = {
  orderNumber: 'Order number',
  series: 'Series',
  serial: 'Serial number',
  firmware: 'Firmware',
}

function Planned({ planned }: { readonly planned: readonly PlannedRequest[] }) {
  return (
    <Fold label="What would be sent" level={3}>
      <Table
        caption="Requests in order; ?? is a byte that varies, {name} what an earlier answer gives"
        columns={[
          { head: 'Request', cell: (row) => row.words },
          { head: 'Bytes', cell: (row) => <code>{row.bytes}</code> },
        ]}
        rows={planned}
        keyOf={(row) => row.bytes}
        empty=""
      />
    </Fold>
  )
}

type SnmpWordsProps = { readonly params: { readonly id: string }; readonly user: SnmpUser }

/** What goes in here never comes out again. */
function SnmpWords({ params, user }: SnmpWordsProps) {
  const sealed = user.privacy !== 'none'
  return (
    <Fold label={`Words of the SNMP user ${user.name}`} level={3}>
      <ActForm
        route={setProbeCredential}
        params={params}
        label="Keep the words"
        toBody={(read) => ({
          authentication: read.secret('authentication'),
          ...(sealed ? { privacy: read.secret('privacy') } : {}),
        })}
      >
        <TextField
          name="authentication"
          label="Words of authentication"
          password
          autoComplete="off"
          hint="Kept sealed on the server; they leave it only for one probe, and are never shown."
        />
        {sealed ? (
          <TextField name="privacy" label="Words of privacy" password autoComplete="off" />
        ) : null}
      </ActForm>
    </Fold>
  )
}

type ReleaseFormProps = {
  readonly params: { readonly id: string }
  readonly refusals: readonly Refusal[]
}

/** The operator says in what state the process is, and that the device has a connection to spare. */
function ReleaseForm({ params, refusals }: ReleaseFormProps) {
  return (
    <ActForm
      route={releaseProbe}
      params={params}
      label="Release one probe"
      refusals={refusals}
      toBody={(read) => ({
        processState: read.text('processState'),
        freeConnections: read.number('freeConnections'),
      })}
    >
      <TextField name="processState" label="State of the process" />
      <TextField
        name="freeConnections"
        label="Free connections of the device"
        hint="How many more the device serves than use it now; one is needed."
        numeric
      />
    </ActForm>
  )
}
