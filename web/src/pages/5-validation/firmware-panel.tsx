import { type ChangeView, verifyFirmwareRoute } from '@holdpoint/api'
import type { ChangePlan, FirmwareReading, Rematch } from '@holdpoint/core'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status, VerdictStatus } from '../../ui/status.tsx'

/** A device can lie about itself: what it says and what its boot slot holds must both be right. */
export function FirmwarePanel({ view }: { readonly view: ChangeView }) {
  const { plan, validation } = view.change
  const { firmware, rematch } = validation
  return (
    <Panel title="Firmware and finding, read again" id="firmware">
      {firmware === null || plan === null ? (
        <p className="empty">The firmware was not re-read yet.</p>
      ) : (
        <Reading firmware={firmware} plan={plan} run={view.change.run} />
      )}
      {rematch === null ? null : <Rematched rematch={rematch} />}
      {validation.closedAs === null ? (
        <ActForm
          route={verifyFirmwareRoute}
          params={{ id: view.change.id }}
          label="Re-read the firmware and match the finding again"
          refusals={refusalsOf(view.offers, 'verify-firmware')}
          toBody={() => ({})}
        />
      ) : null}
    </Panel>
  )
}

type ReadingProps = {
  readonly firmware: FirmwareReading
  readonly plan: ChangePlan
  readonly run: ChangeView['change']['run']
}

/** After a rollback the old firmware is the right one, as the controller itself said it then. */
function Reading({ firmware, plan, run }: ReadingProps) {
  const { claimed, booted, bootedSha256, confirmed } = firmware
  const back = run.rollbackReleasedAt !== null
  const due = back ? (run.backup?.firmware ?? plan.firmwareFrom) : plan.firmwareTo
  return (
    <Facts
      facts={[
        [back ? 'Before the change it was' : 'The plan says', due],
        [
          'The device says',
          <Compared key="claimed" is={claimed ?? 'nothing'} right={claimed === due} />,
        ],
        [
          'The boot slot holds',
          <Compared key="booted" is={booted ?? 'nothing'} right={booted === due} />,
        ],
        [
          'Digest of the image',
          <span key="digest">
            {back ? null : <SignedFor right={bootedSha256 === plan.patch.sha256} />}{' '}
            {bootedSha256 === null ? null : <Digest hex={bootedSha256} />}
          </span>,
        ],
        [
          'Confirmed',
          confirmed ? (
            <Status key="confirmed" meaning="normal" word="Confirmed" />
          ) : (
            <Status key="confirmed" meaning="late" word="Not confirmed: it may fall back" />
          ),
        ],
        ['Read', <Moment key="at" at={firmware.at} />],
      ]}
    />
  )
}

function SignedFor({ right }: { readonly right: boolean }) {
  if (right) return <Status meaning="normal" word="Equal to the file that was signed for" />
  return <Status meaning="failed" word="Not the file that was signed for" />
}

function Compared({ is, right }: { readonly is: string; readonly right: boolean }) {
  return <Status meaning={right ? 'normal' : 'failed'} word={right ? is : `${is}: differs`} />
}

function Rematched({ rematch }: { readonly rematch: Rematch }) {
  return (
    <Facts
      facts={[
        ['The finding, matched again', <VerdictStatus key="v" verdict={rematch.verdict} />],
        ['With firmware', rematch.firmware],
        ['Why', <Lines key="why" lines={rematch.reasons} />],
        ['Matched', <Moment key="at" at={rematch.at} />],
      ]}
    />
  )
}
