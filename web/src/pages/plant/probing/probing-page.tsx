import { readNetwork, readProbing, setProbing, type ZoneOnMap } from '@holdpoint/api'
import { type KnownSafeModel, type ProbePolicy, probeProtocols } from '@holdpoint/core'
import { useAct } from '../../../client/use-act.ts'
import { useView } from '../../../client/use-view.ts'
import { ActButton } from '../../../ui/act-button.tsx'
import { ActForm } from '../../../ui/act-form.tsx'
import { CheckField, SelectField, TextField } from '../../../ui/fields.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'

/** Where a device may be asked at all: both its zone and its very firmware must be named here. */
export function ProbingPage() {
  const probing = useView(readProbing, { params: {}, query: {} })
  const network = useView(readNetwork, { params: {}, query: {} })
  return (
    <Page
      title="Active probing"
      lead="Off, but where zone and model are both named here and the operator releases each probe. A safety system is never probed."
    >
      <Loaded query={probing}>
        {({ policy }) => (
          <>
            <Loaded query={network}>
              {({ zones }) => <Zones key={policy.zones.join()} policy={policy} zones={zones} />}
            </Loaded>
            <Models policy={policy} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type ZonesProps = { readonly policy: ProbePolicy; readonly zones: readonly ZoneOnMap[] }

function Zones({ policy, zones }: ZonesProps) {
  const fieldOf = (zone: ZoneOnMap) => `zone-${zone.id}`
  return (
    <Panel title="Zones">
      <ActForm
        route={setProbing}
        label="Permit probing in these zones"
        toBody={(read) => ({
          zones: zones.filter((zone) => read.checked(fieldOf(zone))).map((zone) => zone.id),
          knownSafe: [...policy.knownSafe],
        })}
      >
        {zones.map((zone) => (
          <CheckField
            key={zone.id}
            name={fieldOf(zone)}
            label={`${zone.name}, level ${zone.level ?? 'not recorded'}`}
            checked={policy.zones.includes(zone.id)}
          />
        ))}
      </ActForm>
    </Panel>
  )
}

function Models({ policy }: { readonly policy: ProbePolicy }) {
  const without = useAct(setProbing, { words: 'Taken off the known-safe list' })
  const remove = (model: KnownSafeModel) => {
    const knownSafe = policy.knownSafe.filter((one) => one !== model)
    void without.run({ zones: [...policy.zones], knownSafe })
  }
  return (
    <Panel title="Known-safe list">
      <Table
        caption="Models that bore to be asked, each with exactly this firmware"
        columns={[
          { head: 'Model', cell: (row) => `${row.vendor} ${row.product}` },
          { head: 'Firmware', cell: (row) => row.firmware },
          { head: 'Protocol', cell: (row) => row.protocol },
          { head: 'Tried by', cell: (row) => row.triedBy },
          {
            head: 'Connections',
            numeric: true,
            cell: (row) => row.connectionsMax ?? 'Not recorded',
          },
          {
            head: 'Others hold',
            numeric: true,
            cell: (row) => row.connectionsOthers ?? 'Not recorded',
          },
          {
            head: 'Act',
            cell: (row) => (
              <ActButton
                label="Remove"
                of={`${row.product} ${row.firmware}`}
                pending={without.pending}
                onPress={() => remove(row)}
              />
            ),
          },
        ]}
        rows={policy.knownSafe}
        keyOf={(row) => [row.vendor, row.product, row.firmware, row.protocol].join(' ')}
        empty="No model is on the list: nothing is probed."
      />
      <ModelForm policy={policy} />
    </Panel>
  )
}

function ModelForm({ policy }: { readonly policy: ProbePolicy }) {
  return (
    <ActForm
      route={setProbing}
      label="Put this model on the list"
      toBody={(read) => ({
        zones: [...policy.zones],
        knownSafe: [...policy.knownSafe, modelOf(read)],
      })}
    >
      <TextField name="vendor" label="Vendor" hint="As the inventory writes it." />
      <TextField name="product" label="Product" />
      <TextField name="firmware" label="Firmware" />
      <SelectField
        name="protocol"
        label="Protocol"
        choices={probeProtocols.map((value) => ({ value, words: value }))}
      />
      <TextField name="triedBy" label="Tried by whom, where and when" />
      <TextField
        name="connectionsMax"
        label="Connections that the device serves at once"
        numeric
        optional
      />
      <TextField
        name="connectionsOthers"
        label="Of these, how many the plant's own systems hold as a rule"
        numeric
        optional
      />
    </ActForm>
  )
}

type Read = { text: (name: string) => string; number: (name: string) => number }

function modelOf(read: Read) {
  return {
    vendor: read.text('vendor'),
    product: read.text('product'),
    firmware: read.text('firmware'),
    protocol: probeProtocols.find((one) => one === read.text('protocol')) ?? ('' as 'modbus-tcp'),
    triedBy: read.text('triedBy'),
    connectionsMax: countOf(read, 'connectionsMax'),
    connectionsOthers: countOf(read, 'connectionsOthers'),
  }
}

const countOf = (read: Read, name: string) => (read.text(name) === '' ? null : read.number(name))
