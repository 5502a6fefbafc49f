import { type Refusal, roleWords } from '@holdpoint/core'

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
      {refusals.map((refusal) => (
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
