import { type AppendRefusal, type Refusal, refusalOf } from '@holdpoint/core'
import { unreachable } from '@holdpoint/std'

/** The store's "no", in the same words as every other refusal. */
export function storeRefusal(refusal: AppendRefusal): Refusal {
  switch (refusal.kind) {
    case 'version-conflict': {
      const what = 'Somebody else acted on this at the same moment'
      return refusalOf('version-conflict', what, 'Look at what changed and act again')
    }
    case 'effect-moved':
    case 'effect-exists':
      return refusalOf('effect-moved', 'The step has already moved on', 'Look at its outcome')
    case 'command-id-reused': {
      const what = 'This idempotency key was used for another act'
      return refusalOf('command-id-reused', what, 'Send the act with a new key')
    }
    case 'entry-too-large': {
      const what = `The record is ${refusal.bytes} bytes; ${refusal.bytesMax} allowed`
      return refusalOf('entry-too-large', what, 'Shorten the texts')
    }
    case 'text-not-storable':
      return refusalOf('text-not-storable', `${refusal.where}: ${refusal.why}`, 'Correct the text')
    case 'ledger-fork-refused':
      return refusalOf('ledger-fork-refused', refusal.why, refusal.clearedBy)
    case 'store-unavailable': {
      const clearedBy =
        refusal.outcome === 'unknown'
          ? 'Send the same act again with the same key to learn whether it was written'
          : 'Nothing was written; try again when the database answers'
      return refusalOf('store-unavailable', `The database: ${refusal.why}`, clearedBy)
    }
    default:
      return unreachable(refusal)
  }
}
