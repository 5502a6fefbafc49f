import {
  type CaseView,
  type ChangeView,
  draftPlanRoute,
  listAssets,
  listPatches,
  type PatchRow,
  readCase,
  readSignals,
  type SignalView,
} from '@holdpoint/api'
import {
  type Asset,
  type ChangePlan,
  type ChosenUpdate,
  holds,
  notYourRole,
  type Refusal,
} from '@holdpoint/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useActor, useTimeZone } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { changeRefusals } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { SelectField, TextArea } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Panel } from '../../ui/page.tsx'
import { patchInWords } from '../../ui/patch-in-words.ts'
import type { FormReader } from '../../ui/read-form.ts'
import { instantOfLocal } from '../../ui/time.ts'
import { counted } from '../../ui/words.ts'
import { signalsNow } from './draft-test.ts'
import { AddPatchPanel } from './patch-panel.tsx'
import { readTests, TestRows, type TestSketch, testSketches } from './test-rows.tsx'
import { WindowFields } from './window-fields.tsx'

/** Choose the file, give the window and the tests; the standard order of steps is drafted from it. */
export function PlanPage() {
  const { id } = useParams({ from: '/changes/$id/plan' })
  return (
    <ChangePage id={id} shown={2} about="Plan">
      {(view) => (
        <>
          <PlanOfAsset view={view} />
          <AddPatchPanel />
        </>
      )}
    </ChangePage>
  )
}

/** The signals to choose from are those of the asset that the case is about. */
function PlanOfAsset({ view }: { readonly view: ChangeView }) {
  const query = useView(readCase, { params: { id: view.change.caseId }, query: {} })
  const assets = useView(listAssets, { params: {}, query: {} })
  const readings = useView(readSignals, { params: {}, query: {} })
  if (readings.isPending) return <p className="empty">Asking the server …</p>
  return (
    <Loaded query={query}>
      {({ finding, reversibility, updates }) => (
        <Loaded query={assets}>
          {({ assets: all }) => (
            <PlanForm
              view={view}
              asset={all.find((asset) => asset.id === finding.assetId) ?? null}
              wayBack={reversibility}
              updates={updates}
              readings={readings.data?.signals ?? []}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  )
}

function usePlanRefusals(view: ChangeView): readonly Refusal[] {
  const actor = useActor()
  const { change } = view
  if (change.plan !== null) {
    return changeRefusals(change, { kind: 'write-plan', plan: change.plan }, actor)
  }
  const engineer = ['control-systems-engineer'] as const
  return holds(actor, engineer) ? [] : [notYourRole(engineer, 'Writing the plan')]
}

type PlanFormProps = {
  readonly view: ChangeView
  readonly asset: Asset | null
  readonly wayBack: CaseView['reversibility']
  readonly updates: CaseView['updates']
  readonly readings: readonly SignalView[]
}

function PlanForm({ view, asset, wayBack, updates, readings }: PlanFormProps) {
  const navigate = useNavigate()
  const timeZone = useTimeZone()
  const refusals = usePlanRefusals(view)
  const patches = useView(listPatches, { params: {}, query: {} })
  const { plan, id, board, update } = view.change
  const linked = filesOf(update, updates)
  const signals = signalsNow(asset?.signals ?? [], asset?.id ?? null, readings)
  const [tests, setTests] = useState<readonly TestSketch[]>(() => testSketches(plan, signals))
  const toBody = (read: FormReader) => ({
    patchSha256: read.text('patchSha256'),
    opensAt: instantOfLocal(read.text('opensAt'), timeZone) ?? '',
    closesAt: instantOfLocal(read.text('closesAt'), timeZone) ?? '',
    functionalTests: readTests(read, tests, signals),
    reversibleBasis: read.text('reversibleBasis'),
    residualRisk: read.text('residualRisk'),
    limits: read.text('limits'),
  })
  return (
    <Panel title={asset === null ? 'Write the plan' : `Write the plan for ${asset.tag}`}>
      {board.signatures.length === 0 ? null : (
        <p>This voids {counted(board.signatures.length, 'signature')}.</p>
      )}
      <InstallsNote update={update} />
      <Loaded query={patches}>
        {({ patches: library }) => (
          <ActForm
            route={draftPlanRoute}
            params={{ id }}
            label="Write the plan"
            kind="primary"
            refusals={refusals}
            toBody={toBody}
            onDone={() => void navigate({ to: '/changes/$id', params: { id } })}
          >
            <PatchField
              library={library.filter(({ sha256 }) => linked?.includes(sha256) ?? true)}
              asset={asset}
              chosen={plan?.patch.sha256 ?? null}
            />
            <WindowFields window={plan?.window ?? null} />
            <TestRows tests={tests} onChange={setTests} signals={signals} />
            <WayBackField wayBack={wayBack} plan={plan} />
            <TextArea
              name="residualRisk"
              label="Residual risk"
              value={plan?.residualRisk ?? ''}
              hint="What remains when everything goes as planned, and when it does not."
            />
            <TextArea
              name="limits"
              label="Limits during the work"
              value={plan?.limits ?? ''}
              hint="In words and numbers, for example: feed at most 60 %, no start-up."
              optional
            />
          </ActForm>
        )}
      </Loaded>
      <p>
        <Link to="/changes/$id" params={{ id }}>
          Back to the board
        </Link>
      </p>
    </Panel>
  )
}

/** The files of the update that was chosen for the change; null: any that fits. */
function filesOf(
  update: ChangeView['change']['update'],
  updates: CaseView['updates'],
): readonly string[] | null {
  if (update === undefined) return null
  const row = updates.find(
    ({ release }) => release.id === update.releaseId && release.product === update.product,
  )
  return (row?.files ?? []).map(({ sha256 }) => sha256)
}

function InstallsNote({ update }: { readonly update: ChosenUpdate | undefined }) {
  if (update === undefined) return null
  return (
    <p>
      It installs {update.releaseId} for {update.product}: only files that are linked to it are
      offered.
    </p>
  )
}

type PatchFieldProps = {
  readonly library: readonly PatchRow[]
  readonly asset: Asset | null
  readonly chosen: string | null
}

/** Only files made for this hardware are offered; the only one that is not there yet is chosen. */
function PatchField({ library, asset, chosen }: PatchFieldProps) {
  const fitting = library.filter((patch) => fits(patch, asset))
  const newer = fitting.filter((patch) => patch.version !== asset?.firmware)
  const only = newer.length === 1 ? newer[0]?.sha256 : undefined
  const others = library.length - fitting.length
  return (
    <SelectField
      key={library.length}
      name="patchSha256"
      label="Patch file"
      hint={`From the library; ${counted(others, 'file')} for other hardware ${
        others === 1 ? 'is' : 'are'
      } left out. A new file is added at the end of this page.`}
      choices={fitting.map((patch) => ({ value: patch.sha256, words: patchInWords(patch) }))}
      value={chosen ?? only ?? ''}
    />
  )
}

/** What the file does not say is no reason to leave it out; the server looks again. */
function fits(patch: PatchRow, asset: Asset | null): boolean {
  const same = (a: string | null, b: string | null | undefined) => a === null || !b || a === b
  return same(patch.orderNumber, asset?.orderNumber) && same(patch.series, asset?.series)
}

type WayBackProps = {
  readonly wayBack: CaseView['reversibility']
  readonly plan: ChangePlan | null
}

/** The vendor's "no way back" is not argued with; where the vendor is silent, a person may know. */
function WayBackField({ wayBack, plan }: WayBackProps) {
  if (wayBack.verdict === 'one-way') {
    return (
      <p>
        This patch is one-way: “{wayBack.quote ?? 'the vendor says so'}”. The rollback is the
        programmed spare.
      </p>
    )
  }
  return (
    <TextArea
      name="reversibleBasis"
      label="Why it can be taken back"
      hint="On what word of the vendor; without one the patch counts as one-way, and the rollback
        is the spare."
      value={plan?.reversibility === 'reversible' ? plan.reversibilityBasis : ''}
      optional
    />
  )
}
