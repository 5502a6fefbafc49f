import type { BodyOf, linkUpdateFile as linkRoute } from '@holdpoint/api'
import {
  inventoryRefusals,
  type Refusal,
  refusalOf,
  type UpdateFileLink,
  updateFileRefusals,
  updateProduct,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { knownReleases } from '../read/known-releases.ts'
import { linkId, UPDATE_FILE_MODEL } from '../read/update-files.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'
import { patchRow } from './write-plan.ts'

/** Says that a file of the library is an update of the lists, or takes that back. */
export async function linkUpdateFile(
  platform: Platform,
  wish: BodyOf<typeof linkRoute>,
  acting: Acting,
): Promise<Result<{ readonly leaf: number }, readonly Refusal[]>> {
  const { releaseId, product, sha256, linked } = wish
  const out: Refusal[] = [...inventoryRefusals(acting.actor, 'Linking a patch file')]
  const release = (await knownReleases(platform)).find(
    (one) => one.id === releaseId && updateProduct(one.product) === updateProduct(product),
  )
  const file = await patchRow(platform, sha256)
  if (release === undefined) {
    const what = `No list or advisory names ${releaseId} for ${product}`
    out.push(refusalOf('no-such-update', what, 'Import the list that names it'))
  }
  if (file === null) {
    const what = 'The patch library has no file with this digest'
    out.push(refusalOf('no-such-patch', what, 'Add the patch file'))
  }
  if (release !== undefined && file !== null && linked) {
    out.push(...updateFileRefusals(release, file))
  }
  if (out.length > 0) return refuse(out)
  const link: UpdateFileLink = {
    ...{ releaseId, product, sha256 },
    ...{ by: acting.actor.personId, at: platform.now() },
  }
  const fileName = file?.fileName ?? ''
  const recorded = await record(platform, {
    ...acting,
    stream: 'updates',
    event: { kind: 'update-file-linked', body: { ...link, fileName, linked } },
    readModels: [{ kind: UPDATE_FILE_MODEL, id: linkId(link), body: linked ? asJson(link) : null }],
  })
  return recorded.ok ? accept({ leaf: recorded.value }) : recorded
}
