import { urlFault, urlsOf } from '../document-urls.ts'
import type { Rule } from '../rule.ts'

// Without the network only names can be judged that never resolve (RFC 2606, RFC 6761). A caller
// with a network asks, and passes what it was told.
function failingUrls(id: string, words: string, isSelf: boolean): Rule {
  return {
    id,
    words,
    check({ document, urlStatuses }, report) {
      for (const { value, path, isSelf: self } of urlsOf(document)) {
        const wrong = self === isSelf ? urlFault(value, urlStatuses) : null
        if (wrong !== null) report(path, wrong)
      }
    },
  }
}

export const useOfNonSelfReferencingUrlsFailingToResolve = failingUrls(
  '6.3.6',
  'Use of non-self referencing URLs Failing to Resolve',
  false,
)

export const useOfSelfReferencingUrlsFailingToResolve = failingUrls(
  '6.3.7',
  'Use of self referencing URLs Failing to Resolve',
  true,
)
