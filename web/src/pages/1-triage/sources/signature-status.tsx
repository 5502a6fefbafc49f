import type { ShownSignature } from '@holdpoint/api'
import { type Meaning, Status } from '../../../ui/status.tsx'

const meanings: Record<ShownSignature['kind'], Meaning> = {
  signed: 'normal',
  unsigned: 'normal',
  unchecked: 'normal',
  'key-unknown': 'held',
  bad: 'failed',
}

/** What the plant's own keys say of it, and by which of them. */
export function SignatureStatus({ signature }: { readonly signature: ShownSignature }) {
  const { kind, words, detail } = signature
  return (
    <>
      <Status meaning={meanings[kind]} word={words} />
      {detail === null ? null : <span className="hint"> {detail}</span>}
    </>
  )
}
