import type { PatchRow, UpdateFile } from '@holdpoint/api'
import { type ChosenUpdate, type UpdateFileLink, updateProduct } from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import type { Platform } from '../platform.ts'

/** Which file of the library is which update of the lists. */
export const UPDATE_FILE_MODEL = 'update-file'

export function linkId({ releaseId, product, sha256 }: Omit<UpdateFileLink, 'by' | 'at'>): string {
  return canonicalDigest([releaseId, updateProduct(product), sha256])
}

/** The files of the library that somebody linked to an update. */
export async function filesOfUpdates(
  platform: Platform,
): Promise<(update: ChosenUpdate) => readonly UpdateFile[]> {
  const [links, files] = await Promise.all([
    platform.store.listModels(UPDATE_FILE_MODEL),
    platform.store.listModels('patch'),
  ])
  const library = new Map(files.map((row) => [row.id, row.body as unknown as PatchRow]))
  const all = links.map((row) => row.body as unknown as UpdateFileLink)
  return ({ releaseId, product }) =>
    all
      .filter(
        (link) =>
          link.releaseId === releaseId && updateProduct(link.product) === updateProduct(product),
      )
      .flatMap(({ sha256 }) => {
        const file = library.get(sha256)
        return file === undefined
          ? []
          : [{ sha256, fileName: file.fileName, version: file.version }]
      })
}
