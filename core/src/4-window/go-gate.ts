import { signedRoles } from '../2-board/board.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import { boardRoles, roleWords } from '../plant/role.ts'
import type { RunView } from './run.ts'

/** Nothing moves forward without five signatures over this plan, a go, and no veto. */
export function boardRefusals(view: RunView): readonly Refusal[] {
  const out: Refusal[] = []
  if (view.board.veto !== null) {
    const { name, ground } = view.board.veto
    const what = `${name} vetoed this revision on grounds of ${ground}`
    out.push(refusalOf('vetoed', what, 'A new revision that operations signs afresh'))
  }
  if (view.board.decision?.kind !== 'go') {
    const what = 'The board has not said go'
    out.push(refusalOf('no-go-yet', what, 'The board decides', 'ot-cybersecurity-lead'))
  }
  const signed = signedRoles(view)
  for (const role of boardRoles.filter((wanted) => !signed.includes(wanted))) {
    const what = `No valid signature of the ${roleWords[role]} over this plan`
    out.push(refusalOf('signature-missing', what, `The ${roleWords[role]} signs`, role))
  }
  return out
}
