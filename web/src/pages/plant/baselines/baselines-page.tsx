import { type BaselinesView, listBaselines, retireBaseline } from '@holdpoint/api'
import { decideBaseline, phaseWords } from '@holdpoint/core'
import { useActor } from '../../../client/session.tsx'
import { useView } from '../../../client/use-view.ts'
import { ActForm } from '../../../ui/act-form.tsx'
import { Digest, Facts } from '../../../ui/facts.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age, Moment } from '../../../ui/moment.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Status } from '../../../ui/status.tsx'
import { AddBaseline } from './add-baseline.tsx'

export function BaselinesPage() {
  const view = useView(listBaselines, { params: {}, query: {} })
  return (
    <Page
      title="Baselines"
      lead="Traffic of the plant as it is when all is well. A virtual patch counts only while it says nothing to any of it."
    >
      <Loaded query={view}>
        {(shown) => (
          <>
            <Panel title="What they cover">
              <Coverage view={shown} />
            </Panel>
            {shown.baselines.map((one) => (
              <Baseline key={one.id} baseline={one} />
            ))}
            <AddBaseline />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Coverage({ view: { leftOpen, baselines } }: { readonly view: BaselinesView }) {
  if (baselines.every(({ retired }) => retired !== null)) {
    return <p className="empty">No baseline is kept: no virtual patch can be proved.</p>
  }
  if (leftOpen.length === 0) return <Status meaning="normal" word="A full cycle of the plant" />
  const words = leftOpen.map((phase) => phaseWords[phase]).join(', ')
  return <Status meaning="late" word={`Not covered: ${words}`} />
}

type OneProps = { readonly baseline: BaselinesView['baselines'][number] }

function Baseline({ baseline }: OneProps) {
  const { covers, neverHere, devices, retired } = baseline
  const never = neverHere.map(({ phase, why }) => `${phaseWords[phase]} (${why})`)
  return (
    <Panel title={baseline.name}>
      <Facts
        facts={[
          [
            'In use',
            retired === null ? (
              <Status key="use" meaning="normal" word="Yes" />
            ) : (
              `Retired: ${retired.reason}`
            ),
          ],
          ['Captured at', baseline.place],
          ['Covers', covers.map((phase) => phaseWords[phase]).join(', ')],
          ['Never here', never.length === 0 ? 'Nothing said' : never.join('; ')],
          [
            'From',
            baseline.firstAt === null ? 'Unknown' : <Moment key="from" at={baseline.firstAt} />,
          ],
          ['To', baseline.lastAt === null ? 'Unknown' : <Moment key="to" at={baseline.lastAt} />],
          ['Packets', baseline.packets],
          ['Devices seen', devices.length === 0 ? 'None' : devices.join(', ')],
          ['File', baseline.fileName],
          ['SHA-256', <Digest key="digest" hex={baseline.sha256} />],
          [
            'Kept',
            <span key="kept">
              <Age at={baseline.addedAt} /> by {baseline.addedByName}
            </span>,
          ],
        ]}
      />
      {retired === null ? <Retire baseline={baseline} /> : null}
    </Panel>
  )
}

function Retire({ baseline }: OneProps) {
  const actor = useActor()
  const command = { kind: 'retire-baseline', reason: 'x' } as const
  const decided = decideBaseline(baseline, command, { now: new Date().toISOString(), actor })
  return (
    <ActForm
      route={retireBaseline}
      params={{ id: baseline.id }}
      label={`Retire ${baseline.name}`}
      refusals={decided.ok ? [] : decided.refusal}
      toBody={(read) => ({ reason: read.text('reason') })}
    >
      <TextField name="reason" label={`Why ${baseline.name} is used no more`} />
    </ActForm>
  )
}
