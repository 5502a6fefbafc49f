import type { ChangeView } from '@holdpoint/api'
import type { Refusal } from '@holdpoint/core'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Gate } from '../../ui/gate.tsx'
import { Status, VerdictStatus } from '../../ui/status.tsx'
import { inWords } from '../../ui/words.ts'

/** What closing needs, at one glance, each with the way to it; the rules of closing say what. */
export function ClosingStrip({ view }: { readonly view: ChangeView }) {
  const { state, validation, run } = view.change
  const { closedAs, rematch } = validation
  const unit = state === 'validating' || state === 'rolled-back'
  if (!unit && (closedAs === null || closedAs === 'not-installed')) return null
  const open = closedAs === null ? refusalsOf(view.offers, 'close') : []
  const back = run.rollbackReleasedAt !== null
  return (
    <section className="gate-strip" aria-label="What closing needs">
      <ol>
        <Tests open={open} accepted={validation.deviations.length > 0} back={back} />
        <Firmware open={open} booted={validation.firmware?.booted ?? null} back={back} />
        {back && rematch !== null ? (
          <li>
            <a href="#firmware">Finding</a>
            <VerdictStatus verdict={rematch.verdict} />
            <p className="hint">Matched with {rematch.firmware}</p>
          </li>
        ) : (
          <Finding open={open} firmware={rematch?.firmware ?? null} />
        )}
        <Gate
          words="Lesson"
          to="lesson"
          open={has(open, 'lesson-missing') ? 'Missing' : null}
          met="Recorded"
        >
          For the next plan of this kind
        </Gate>
        <li>
          <a href="#close">Close</a>
          {closedAs === null ? (
            <Status meaning="held" word="Not closed" />
          ) : (
            <Status
              meaning={closedAs === 'installed' ? 'normal' : 'late'}
              word={inWords(closedAs)}
            />
          )}
        </li>
      </ol>
    </section>
  )
}

type Open = { readonly open: readonly Refusal[] }

function has(open: readonly Refusal[], kind: string): boolean {
  return open.some((one) => one.kind === kind)
}

/** Two roles may owe their word on one failed test: it is still one test. */
function counted(open: readonly Refusal[], kind: string): number {
  return new Set(open.filter((one) => one.kind === kind).map((one) => one.what)).size
}

function Tests(props: Open & { readonly accepted: boolean; readonly back: boolean }) {
  const { open, accepted, back } = props
  const failed = counted(open, 'test-failed')
  const missing = counted(open, 'test-missing')
  const parts = [failed > 0 ? `${failed} failed` : '', missing > 0 ? `${missing} not read` : '']
  return (
    <Gate
      words="Functional tests"
      to="tests"
      open={failed + missing === 0 ? null : parts.filter(Boolean).join(', ')}
      openMeaning={failed > 0 ? 'failed' : 'held'}
      met={accepted ? 'Passed or accepted' : 'All passed'}
    >
      {back ? 'After the rollback' : 'After the patch'}
    </Gate>
  )
}

function Firmware(props: Open & { readonly booted: string | null; readonly back: boolean }) {
  const { open, booted, back } = props
  const wrong = has(open, 'firmware-not-proven')
  const unread = has(open, 'firmware-unread')
  return (
    <Gate
      words="Firmware"
      to="firmware"
      open={wrong ? 'Not proven' : unread ? 'Not re-read' : null}
      openMeaning={wrong ? 'failed' : 'held'}
      met={back ? 'As before the change' : 'As signed for'}
    >
      {booted ?? 'Read by two ways'}
    </Gate>
  )
}

function Finding({ open, firmware }: Open & { readonly firmware: string | null }) {
  const affected = has(open, 'still-affected')
  const unmatched = firmware === null || has(open, 'not-rematched')
  return (
    <Gate
      words="Finding"
      to="firmware"
      open={affected ? 'Not gone' : unmatched ? 'Not matched again' : null}
      openMeaning={affected ? 'failed' : 'held'}
      met="Not affected"
    >
      {firmware === null ? 'With the firmware that is read' : `Matched with ${firmware}`}
    </Gate>
  )
}
