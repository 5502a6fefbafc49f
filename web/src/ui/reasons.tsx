import { type Refusal, roleWords } from '@holdpoint/core'
import { ownerInWords } from './words.ts'

/** Why an act is blocked, in text beside it: what, what would clear it, and who can. */
export function Reasons({
  id,
  refusals,
}: {
  readonly id?: string
  readonly refusals: readonly Refusal[]
}) {
  if (refusals.length === 0) return null
  return (
    <ul className="reasons" {...(id === undefined ? {} : { id })}>
      {condensed(refusals).map((refusal) => (
        <li key={`${refusal.kind} ${refusal.what}`}>
          <span className="reason-what">{refusal.what}.</span>{' '}
          <span className="reason-clear">
            {refusal.clearedBy}
            {refusal.owner === null || refusal.clearedBy.includes(roleWords[refusal.owner])
              ? '.'
              : ` (${roleWords[refusal.owner]}).`}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Ten empty fields are one reason, not ten lines; the form itself shows which. */
function condensed(refusals: readonly Refusal[]): readonly Refusal[] {
  const empty = refusals.filter((one) => one.kind === 'form-incomplete')
  if (empty.length < 2) return refusals
  const owners = [...new Set(empty.map(({ owner }) => ownerInWords(owner)))]
  const what = `The form of the board has ${empty.length} empty fields`
  const clearedBy = `To be filled by: ${owners.join(', ')}`
  const rest = refusals.filter((one) => one.kind !== 'form-incomplete')
  return [{ kind: 'form-incomplete', what, clearedBy, owner: null }, ...rest]
}
