import type { Extension } from '../csaf-document.ts'
import { type ExtensionPlace, extensionListsOf, extensionsOf } from '../document-extensions.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** Clauses of one shape: extensions that a reader may not understand. */
function extensionRule(
  id: string,
  words: string,
  wrongWith: (extension: Extension, isClear: boolean) => string | null,
): Rule {
  return {
    id,
    words,
    check(view, report) {
      const isClear = view.document.document?.distribution?.tlp?.label === 'CLEAR'
      for (const { value, path } of extensionsOf(view)) {
        const wrong = wrongWith(value, isClear)
        if (wrong !== null) report(path, `${shown(value.$schema)} ${wrong}`)
      }
    },
  }
}

/** Clause 6.2.54. The committee's lists of official and registered extensions are still empty. */
export const recommendedExtensionTests: readonly Rule[] = [
  extensionRule('6.2.54.1', 'Registered Extension', () => 'is neither official nor registered'),
  extensionRule('6.2.54.2', 'Official Extension', () => 'is not an official extension'),
  extensionRule('6.2.54.3', 'Critical Extension', ({ critical }) =>
    critical === true ? 'is critical' : null,
  ),
  extensionRule(
    '6.2.54.4',
    'Usage of Experimental Extension in TLP:CLEAR Document',
    (_one, isClear) => (isClear ? 'is experimental, and the document is for everybody' : null),
  ),
]

function placeRule(id: string, place: ExtensionPlace, words: string): Rule {
  return {
    id,
    words: `Usage of Extension ${words}`,
    check(view, report) {
      for (const list of extensionListsOf(view)) {
        if (list.place === place) report(list.path, 'is not understood by every reader')
      }
    },
  }
}

/** Clause 6.3.21. */
export const informativeExtensionTests: readonly Rule[] = [
  extensionRule('6.3.21.1', 'Extension Category Essential', ({ category }) =>
    category === 'essential' ? 'is essential for understanding the document' : null,
  ),
  extensionRule(
    '6.3.21.2',
    'Usage of Experimental Extension in Non TLP:CLEAR Document',
    (_one, isClear) => (isClear ? null : 'is experimental'),
  ),
  placeRule('6.3.21.3', 'document', 'at Document Level'),
  placeRule('6.3.21.4', 'branches', 'in Product Tree Branch Path'),
  placeRule('6.3.21.5', 'full_product_names', 'in Product Tree Full Product Names Path'),
  placeRule('6.3.21.6', 'product_paths', 'in Product Tree Product Paths Path'),
  placeRule('6.3.21.7', 'metrics', 'in Vulnerabilities Metrics Path'),
  placeRule('6.3.21.8', 'vulnerabilities', 'at Vulnerabilities Level'),
  placeRule('6.3.21.9', 'root', 'at Root Level'),
]
