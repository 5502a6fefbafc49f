import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const documentTrackingIdInTitle: Rule = {
  id: '6.2.22',
  words: 'Document Tracking ID in Title',
  check({ document: { document = {} } }, report) {
    const id = document.tracking?.id ?? ''
    if (id === '' || document.title?.includes(id) !== true) return
    report('/document/title', `repeats the id of the document, ${shown(id)}`)
  },
}
