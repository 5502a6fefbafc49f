import { type CaseView, listControls, listFirewalls, readCase, recordControl } from '@holdpoint/api'
import { decideControl, type Refusal } from '@holdpoint/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useActor } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { CaseStageBar } from '../../ui/case-stage-bar.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import type { FormReader } from '../../ui/read-form.ts'
import { ControlTable } from './control-table.tsx'
import { EnforcementFields, pointOf } from './enforcement-fields.tsx'
import { SafeguardsPanel } from './safeguards-panel.tsx'

/** Stage 3 of one case: the controls that stand in for the patch, and a form for another one. */
export function CaseControlsPage() {
  const { id } = useParams({ from: '/cases/$id/controls' })
  const view = useView(readCase, { params: { id }, query: {} })
  const all = useView(listControls, { params: {}, query: {} })
  const tag = view.data?.finding.assetTag
  return (
    <Page
      title={tag === undefined ? 'Controls of a case' : `Controls for ${tag}`}
      lead="A declared control earns nothing until a check proves it."
    >
      <Loaded query={view}>
        {(data) => (
          <>
            <CaseStageBar view={data} shown={3} />
            <Panel title="Recorded for this case">
              <Loaded query={all}>
                {({ controls }) => (
                  <ControlTable
                    controls={controls.filter((one) => one.control.caseId === id)}
                    empty="Nothing stands in for the patch yet; record what does below."
                  />
                )}
              </Loaded>
            </Panel>
            <SafeguardsPanel caseId={id} />
            <RecordControl view={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function RecordControl({ view }: { readonly view: CaseView }) {
  const navigate = useNavigate()
  const refusals = useControlRefusals(view)
  const [flows, setFlows] = useState<readonly number[]>([1])
  const firewalls = useView(listFirewalls, { params: {}, query: {} })
  const { assetTag } = view.finding
  return (
    <Panel title="Record a control">
      <p>
        The policy of one conduit is written in the words of the firewall that enforces it. Nothing
        is loaded anywhere.
      </p>
      <ActForm
        route={recordControl}
        label="Record the control"
        kind="primary"
        refusals={refusals}
        toBody={(read) => ({
          caseId: view.case.id,
          firewall: read.text('firewall') === '' ? null : read.text('firewall'),
          point: pointOf(read),
          recheckDays: read.number('recheckDays'),
          policy: {
            conduit: read.text('policy.conduit'),
            protects: { assetTag, address: read.text('policy.protects.address') },
            permitted: flows.map((_flow, index) => flowOf(read, index)),
          },
          reviewOn: read.text('reviewOn'),
          expiresOn: read.text('expiresOn'),
        })}
        onDone={({ view: recorded }) =>
          void navigate({ to: '/controls/$id', params: { id: recorded.control.id } })
        }
      >
        <EnforcementFields firewalls={firewalls.data?.inventory ?? []} />
        <TextField
          name="policy.conduit"
          label="Conduit"
          hint="For example: supervision to control"
        />
        <TextField
          name="policy.protects.address"
          label={`Address of ${assetTag}`}
          hint="IPv4, for example 10.10.1.11"
        />
        {flows.map((flow, index) => (
          <FlowFields
            key={flow}
            index={index}
            onRemove={() => setFlows(flows.filter((one) => one !== flow))}
          />
        ))}
        <button
          type="button"
          className="button plain"
          onClick={() => setFlows([...flows, (flows.at(-1) ?? 0) + 1])}
        >
          Add a permitted flow
        </button>
        <Dates />
      </ActForm>
    </Panel>
  )
}

function Dates() {
  return (
    <>
      <TextField
        name="recheckDays"
        label="Repeat every check after days"
        hint="1 to 35"
        value="7"
        numeric
      />
      <TextField name="reviewOn" label="Review on" hint="Year-month-day: 2026-12-24" />
      <TextField name="expiresOn" label="Expires on" hint="Year-month-day: 2026-12-24" />
    </>
  )
}

/** The names are the paths of the contract, so that its objections find their fields. */
const pathOf = (index: number, name: string) => `policy.permitted.${index}.${name}`

function FlowFields(props: { readonly index: number; readonly onRemove: () => void }) {
  const { index, onRemove } = props
  const flow = index + 1
  const at = (name: string) => pathOf(index, name)
  return (
    <fieldset className="row-group">
      <legend>Permitted flow {flow}</legend>
      <TextField name={at('from')} label={`Flow ${flow} from`} />
      <TextField name={at('to')} label={`Flow ${flow} to`} />
      <SelectField
        name={at('protocol')}
        label={`Flow ${flow} protocol`}
        choices={[
          { value: 'tcp', words: 'TCP' },
          { value: 'udp', words: 'UDP' },
        ]}
        value="tcp"
      />
      <TextField name={at('port')} label={`Flow ${flow} port`} numeric />
      <TextField name={at('why')} label={`Flow ${flow} reason`} />
      <button type="button" className="button plain" onClick={onRemove}>
        Remove flow {flow}
      </button>
    </fieldset>
  )
}

function flowOf(read: FormReader, index: number) {
  const at = (name: string) => read.text(pathOf(index, name))
  return {
    from: at('from'),
    to: at('to'),
    protocol: at('protocol') as 'tcp',
    port: read.number(pathOf(index, 'port')),
    why: at('why'),
  }
}

/** The rules are asked with a sample that nothing but the person's role could refuse. */
function useControlRefusals(view: CaseView): readonly Refusal[] {
  const actor = useActor()
  const { assetTag } = view.finding
  const policy = { conduit: 'x', protects: { assetTag, address: '10.0.0.1' }, permitted: [] }
  const decided = decideControl(
    null,
    {
      kind: 'record-control',
      id: 'x',
      caseId: view.case.id,
      assetTag,
      policy,
      ...{ firewall: null, point: { dialect: 'nftables' }, rollback: '', endSessions: null },
      ...{ scope: null, recheckDays: 7 },
      rules: '',
      rulesSha256: '',
      verdict: { kind: 'missing', tool: 'nft', clearedBy: '' },
      reviewOn: '9999-12-31',
      expiresOn: '9999-12-31',
    },
    { now: new Date().toISOString(), actor },
  )
  return decided.ok ? [] : decided.refusal
}
