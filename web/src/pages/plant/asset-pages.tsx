import { listAssets, readAsset, setMaintenanceCredential } from '@holdpoint/api'
import type { Asset } from '@holdpoint/core'
import { Link, useParams } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { Facts, Lines } from '../../ui/facts.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age, Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted } from '../../ui/words.ts'
import { AssetFactsPanels } from './asset-facts-panels.tsx'
import { ProbePanel } from './probing/probe-panel.tsx'
import { AssetUpdatesPanel } from './updates/asset-updates-panel.tsx'

export function AssetsPage() {
  const view = useView(listAssets, { params: {}, query: {} })
  return (
    <Page title="Assets" lead="What is there. What is not recorded is never read as good.">
      <Loaded query={view}>
        {({ assets }) => (
          <Panel
            title={counted(assets.length, 'asset')}
            aside={
              <>
                <Link to="/assets/import">Import an inventory</Link>
                <Link to="/assets/conflicts">Conflicts</Link>
              </>
            }
          >
            <AssetTable caption="Assets of the site" assets={assets} />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

type AssetTableProps = { readonly caption: string; readonly assets: readonly Asset[] }

function AssetTable({ caption, assets }: AssetTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        {
          head: 'Tag',
          cell: (row) => (
            <Link to="/assets/$id" params={{ id: row.id }}>
              {row.tag}
            </Link>
          ),
        },
        { head: 'Kind', cell: (row) => kindInWords(row) },
        { head: 'Product', cell: (row) => `${row.vendor} ${row.product}` },
        { head: 'Firmware', cell: (row) => row.firmware ?? 'Not recorded' },
        { head: 'Level', numeric: true, cell: (row) => row.level ?? 'Not recorded' },
        { head: 'Zone', cell: (row) => row.zone },
        { head: 'Spare', cell: (row) => capitalised(row.spare) },
        { head: 'Seen', cell: (row) => <Age at={row.observedAt} /> },
      ]}
      rows={assets.toSorted((a, b) => (a.level ?? 9) - (b.level ?? 9) || (a.tag < b.tag ? -1 : 1))}
      keyOf={(row) => row.id}
      empty="No asset is recorded yet: import an inventory."
    />
  )
}

const shortForms = new Set(['plc', 'rtu', 'hmi', 'ied'])

function kindInWords({ kind }: Pick<Asset, 'kind'>): string {
  if (shortForms.has(kind)) return kind.toUpperCase()
  return capitalised(kind.replaceAll('-', ' '))
    .replace('Sis', 'SIS')
    .replace('Dcs', 'DCS')
    .replace('Scada', 'SCADA')
}

export function AssetPage() {
  const { id } = useParams({ from: '/assets/$id' })
  const view = useView(readAsset, { params: { id }, query: {} })
  const asset = view.data?.asset
  return (
    <Page
      title={asset === undefined ? 'Asset' : `Asset ${asset.tag}`}
      lead={asset === undefined ? null : `${asset.vendor} ${asset.product}`}
    >
      <Loaded query={view}>{({ asset: shown }) => <OneAsset asset={shown} />}</Loaded>
    </Page>
  )
}

function OneAsset({ asset }: { readonly asset: Asset }) {
  return (
    <>
      <Panel title="Identity">
        <Facts
          wide
          facts={[
            ['Kind', kindInWords(asset)],
            ['Vendor', asset.vendor],
            ['Product', asset.product],
            ['Order number', asset.orderNumber],
            ['Series', asset.series],
            ['Hardware', asset.hardware],
            ['Serial number', asset.serial],
            ['Firmware', asset.firmware],
            ['Firmware line', asset.firmwareLine],
            ['Recorded from', asset.source],
            ['Seen', <Moment key="seen" at={asset.observedAt} />],
          ]}
        />
        <p>
          <Link to="/triage" search={{ asset: asset.id }}>
            Findings of {asset.tag}
          </Link>
        </p>
      </Panel>
      <Panel title="Place in the plant">
        <Facts
          wide
          facts={[
            ['Zone', asset.zone],
            ['Level', asset.level],
            ['Process unit', asset.processUnit],
            ['Critical for safety', asset.criticality.safety],
            ['Critical for the environment', asset.criticality.environment],
            ['Critical for production', asset.criticality.production],
            ['Redundancy group', asset.redundancyGroup],
            ['Spare', asset.spare],
            ['Maintenance channel', channelOf(asset)],
            ['Services', <Lines key="services" lines={asset.services.map(serviceInWords)} />],
          ]}
        />
      </Panel>
      <AssetUpdatesPanel asset={asset} />
      <ProbePanel asset={asset} />
      <AssetFactsPanels assetId={asset.id} />
      {asset.maintenance === null ? null : <CredentialPanel asset={asset} />}
      <Panel title="Signals">
        <Table
          caption="Signals that this asset drives or reads"
          columns={[
            { head: 'Signal', cell: (row) => row.tag },
            { head: 'Meaning', cell: (row) => row.words },
            { head: 'Table', cell: (row) => row.address.table.replace('-', ' ') },
            { head: 'Address', numeric: true, cell: (row) => row.address.address },
            { head: 'Unit', cell: (row) => row.address.unit },
            { head: 'Low limit', numeric: true, cell: (row) => row.low ?? 'None' },
            { head: 'High limit', numeric: true, cell: (row) => row.high ?? 'None' },
          ]}
          rows={asset.signals}
          keyOf={(row) => row.tag}
          empty="No signal of this asset is recorded; a probe cannot read a functional test here."
        />
      </Panel>
    </>
  )
}

/** A credential that can write to a controller goes in here and never comes out again. */
function CredentialPanel({ asset }: { readonly asset: Asset }) {
  return (
    <Panel title="Credential of the maintenance channel">
      <ActForm
        route={setMaintenanceCredential}
        params={{ id: asset.id }}
        label="Keep the credential"
        toBody={(read) => ({ username: read.text('username'), password: read.secret('password') })}
      >
        <TextField name="username" label="Account on the controller" />
        <TextField
          name="password"
          label="Password of the account"
          password
          autoComplete="off"
          hint="Kept sealed on the server; it leaves only for an open step, and is never shown."
        />
      </ActForm>
    </Panel>
  )
}

function serviceInWords(service: Asset['services'][number]): string {
  const { protocol, port, enabled, usedBy } = service
  return `${protocol}, port ${port}: ${enabled ? 'enabled' : 'disabled'}, used by ${usedBy}`
}

function channelOf({ maintenance }: Asset): string | null {
  return maintenance === null ? null : `SFTP at ${maintenance.host}, port ${maintenance.port}`
}
