import type { Rule } from '../rule.ts'

export const missingDocumentLanguage: Rule = {
  id: '6.2.12',
  words: 'Missing Document Language',
  check({ document }, report) {
    if (document.document?.lang === undefined) report('/document/lang', 'is missing')
  },
}
