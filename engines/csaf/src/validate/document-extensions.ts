import type { Extension } from './csaf-document.ts'
import type { DocumentView, Placed } from './document-view.ts'

/** The kinds of place where CSAF 2.1 lets an extension stand. */
export type ExtensionPlace =
  | 'document'
  | 'branches'
  | 'full_product_names'
  | 'product_paths'
  | 'metrics'
  | 'vulnerabilities'
  | 'root'

export interface PlacedExtensions extends Placed<readonly Extension[]> {
  readonly place: ExtensionPlace
}

/** Every list of extensions of a document. */
export function extensionListsOf(view: DocumentView): readonly PlacedExtensions[] {
  const found: PlacedExtensions[] = []
  const add = (list: readonly Extension[] | undefined, at: string, place: ExtensionPlace) => {
    if (list !== undefined) found.push({ value: list, path: `${at}/x_extensions`, place })
  }
  add(view.document.document?.x_extensions, '/document', 'document')
  for (const { value, path } of view.products) add(value.x_extensions, path, placeOf(path))
  for (const [i, one] of view.vulnerabilities.entries()) {
    for (const [j, { content }] of (one.metrics ?? []).entries()) {
      add(content?.x_extensions, `/vulnerabilities/${i}/metrics/${j}/content`, 'metrics')
    }
    add(one.x_extensions, `/vulnerabilities/${i}`, 'vulnerabilities')
  }
  add(view.document.x_extensions, '', 'root')
  return found
}

/** Every extension of a document. */
export function extensionsOf(view: DocumentView): readonly Placed<Extension>[] {
  return extensionListsOf(view).flatMap(({ value, path }) =>
    value.map((one, i) => ({ value: one, path: `${path}/${i}` })),
  )
}

function placeOf(path: string): ExtensionPlace {
  if (path.startsWith('/product_tree/branches/')) return 'branches'
  return path.startsWith('/product_tree/product_paths/') ? 'product_paths' : 'full_product_names'
}
