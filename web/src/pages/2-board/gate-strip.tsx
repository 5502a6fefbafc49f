import type { ChangeView } from '@holdpoint/api'
import { boardRoles, formFields, roleWords } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { Gate } from '../../ui/gate.tsx'
import { ChangeStatus } from '../../ui/status.tsx'

/** What a go needs, at one glance, each with the way to it; and the way to stop it all. */
export function GateStrip({ view }: { readonly view: ChangeView }) {
  const { board, plan, id } = view.change
  const filled = Object.keys(formFields).filter((field) => Object.hasOwn(board.form, field)).length
  const fields = Object.keys(formFields).length
  const missing = boardRoles.filter((role) => !view.signedRoles.includes(role))
  return (
    <section className="gate-strip" aria-label="What a go needs">
      <ol>
        <Gate words="Plan" to="plan" open={plan === null ? 'No plan yet' : null} met="Written">
          {plan === null ? 'Nothing to sign' : `${plan.firmwareFrom} → ${plan.firmwareTo}`}
        </Gate>
        <Gate
          words="Form"
          to="form"
          open={filled === fields ? null : `${filled} of ${fields}`}
          met="Complete"
        >
          {filled === fields ? 'Every field has its owner’s words' : 'Each owner fills a part'}
        </Gate>
        <Gate
          words="Five signatures"
          to="signatures"
          open={missing.length === 0 ? null : `${view.signedRoles.length} of ${boardRoles.length}`}
          met="All signed"
        >
          {missing.length === 0
            ? 'They bind exactly this plan'
            : `Missing: ${missing.map((role) => roleWords[role]).join(', ')}`}
        </Gate>
        <li>
          <a href="#decision">Decision</a>
          <ChangeStatus state={view.change.state} />
        </li>
      </ol>
      <div className="gate-veto">
        <Link className="button plain" to="/changes/$id/veto" params={{ id }}>
          Go to the veto
        </Link>
        <p className="hint">Operations may veto this revision at any time.</p>
      </div>
    </section>
  )
}
