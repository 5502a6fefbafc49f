import type { Instant } from './instant.ts'
import type { PatchRelease } from './patch-release.ts'
import { versionFits } from './qualification.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** A person says that a file of the library is this update, for this product. */
export type UpdateFileLink = {
  readonly releaseId: string
  readonly product: string
  readonly sha256: string
  readonly by: string
  readonly at: Instant
}

/** A file that says another version than the update installs is not that update. */
export function updateFileRefusals(
  { id, toVersion }: Pick<PatchRelease, 'id' | 'toVersion'>,
  file: { readonly fileName: string; readonly version: string | null },
): readonly Refusal[] {
  if (versionFits(toVersion, file.version) !== 'no') return []
  const what = `${file.fileName} says version ${file.version}, ${id} installs ${toVersion}`
  return [refusalOf('wrong-patch-file', what, 'Choose the file of this update')]
}
