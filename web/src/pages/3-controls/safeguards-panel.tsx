import {
  checkSafeguard,
  inspectSafeguard,
  listSafeguards,
  type SafeguardView,
  signInspection,
  withdrawSafeguard,
} from '@holdpoint/api'
import { decideSafeguard, type Refusal, type SafeguardCommand } from '@holdpoint/core'
import { useActor } from '../../client/session.tsx'
import { useAct } from '../../client/use-act.ts'
import { useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { Facts, Lines } from '../../ui/facts.tsx'
import { RadioField, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { RecordSafeguard } from './record-safeguard.tsx'

/** Access and monitoring that stand in for the patch: claims, and what shows each of them. */
export function SafeguardsPanel({ caseId }: { readonly caseId: string }) {
  const query = useView(listSafeguards, { params: {}, query: {} })
  return (
    <Panel title="Access and monitoring">
      <p>
        A jump host, privileged access, intrusion detection: protections that Holdpoint does not
        make. They are worth something only while a machine shows them again, or an inspection that
        a second person signed. Monitoring keeps nobody out and takes nothing off the risk.
      </p>
      <Loaded query={query}>
        {({ safeguards }) => {
          const own = safeguards.filter(({ safeguard }) => safeguard.caseId === caseId)
          return own.length === 0 ? (
            <p className="empty">Nothing is claimed for this case.</p>
          ) : (
            own.map((view) => <One key={view.safeguard.id} view={view} />)
          )
        }}
      </Loaded>
      <Fold label="Claim a safeguard">
        <RecordSafeguard caseId={caseId} />
      </Fold>
    </Panel>
  )
}

type ViewProps = { readonly view: SafeguardView }

export function SafeguardWorth({ view: { shown, why, credit } }: ViewProps) {
  if (shown === null) {
    return (
      <>
        <Status meaning="held" word="Worth nothing" />
        <Lines lines={why} />
      </>
    )
  }
  const word = credit === 'controlled' ? 'Counts: the way in is controlled' : 'Shown: it watches'
  return (
    <>
      <Status meaning="normal" word={word} />, {shown.words}, until {shown.until.slice(0, 10)}
    </>
  )
}

function One({ view }: ViewProps) {
  const { safeguard, ownerName } = view
  const { title, evidence, only, check, inspection, withdrawn } = safeguard
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <Facts
        facts={[
          ['Worth', <SafeguardWorth key="worth" view={view} />],
          ['Evidence', evidence],
          ...(only.length === 0
            ? []
            : [
                [
                  'Only these get there',
                  <Lines key="only" lines={only.map(({ address, why }) => `${address}: ${why}`)} />,
                ] as const,
              ]),
          ['Owner', ownerName],
          ['Expires on', safeguard.expiresOn],
          [
            'Checked',
            check === null ? (
              'Not run'
            ) : (
              <span key="check">
                {check.verdict === 'holds' ? 'Holds' : 'Fails'}, <Age at={check.at} />:{' '}
                {check.findings.map(({ what }) => what).join('; ')}
              </span>
            ),
          ],
          ['Inspected', inspection === null ? 'Nobody did' : <Seen key="seen" view={view} />],
        ]}
      />
      {withdrawn === null ? <Acts view={view} /> : null}
    </section>
  )
}

function Seen({ view: { safeguard, inspectedByName, signedByName } }: ViewProps) {
  const { inspection } = safeguard
  if (inspection === null) return null
  const signed =
    signedByName === null ? 'not signed by a second person' : `signed by ${signedByName}`
  return (
    <>
      {inspection.on} by {inspectedByName}, {signed}: {inspection.words}
    </>
  )
}

function useRefusals(view: SafeguardView, command: SafeguardCommand): readonly Refusal[] {
  const actor = useActor()
  const facts = { now: new Date().toISOString(), actor }
  const decided = decideSafeguard(view.safeguard, command, facts)
  return decided.ok ? [] : decided.refusal
}

function Acts({ view }: ViewProps) {
  const { id, title, inspection, recordedAt } = view.safeguard
  const on = recordedAt.slice(0, 10)
  const params = { id }
  const check = useAct(checkSafeguard, { params, words: `${title} was checked` })
  const sign = useAct(signInspection, { params, words: `Inspection of ${title} signed` })
  const look = useRefusals(view, { kind: 'inspect-safeguard', on, found: 'holds', words: 'x' })
  const mayGo = useRefusals(view, { kind: 'withdraw-safeguard', reason: 'x' })
  const maySign = useRefusals(view, { kind: 'sign-inspection' })
  return (
    <>
      <ActButton
        label="Let the machine look"
        of={title}
        pending={check.pending}
        onPress={() => void check.run({})}
      />
      {inspection === null || inspection.signedBy !== null ? null : (
        <ActButton
          label="Sign the inspection"
          of={title}
          refusals={maySign}
          pending={sign.pending}
          onPress={() => void sign.run({})}
        />
      )}
      <Fold label="Inspect or withdraw" of={title} level={4}>
        <ActForm
          route={inspectSafeguard}
          params={params}
          label={`Record the inspection of ${title}`}
          refusals={look}
          toBody={(read) => ({
            on: read.text('on'),
            found: read.text('found') as 'holds',
            words: read.text('words'),
          })}
        >
          <TextField name="on" label="Day of the inspection" hint="Year-month-day: 2026-12-24" />
          <RadioField
            name="found"
            label="What was found"
            choices={[
              { value: 'holds', words: 'It is as claimed' },
              { value: 'fails', words: 'It is not' },
            ]}
          />
          <TextField name="words" label="What was looked at and seen" />
        </ActForm>
        <ActForm
          route={withdrawSafeguard}
          params={params}
          label={`Withdraw ${title}`}
          refusals={mayGo}
          toBody={(read) => ({ reason: read.text('reason') })}
        >
          <TextField name="reason" label="Why it is withdrawn" />
        </ActForm>
      </Fold>
    </>
  )
}
