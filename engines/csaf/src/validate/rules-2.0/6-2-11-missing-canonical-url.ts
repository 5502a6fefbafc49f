import type { Rule } from '../rule.ts'

/** The canonical URL refers to the document itself, by https, under the file name of clause 5.1. */
export const missingCanonicalUrl: Rule = {
  id: '6.2.11',
  words: 'Missing Canonical URL',
  check({ document: { document = {} } }, report) {
    const name = fileNameFor(document.tracking?.id ?? '')
    const found = (document.references ?? []).some(
      ({ category, url = '' }) =>
        category === 'self' && url.startsWith('https://') && url.endsWith(`/${name}`),
    )
    if (!found) report('/document/references', `has no reference to itself at https://…/${name}`)
  },
}

function fileNameFor(id: string): string {
  return `${id.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`
}
