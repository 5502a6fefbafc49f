import { textsOf } from '../document-texts.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { misspelling } from '../spelling.ts'

/** English alone, and only the words that advisories are made of; no dictionary is at hand. */
export const spellCheck: Rule = {
  id: '6.3.8',
  words: 'Spell check',
  check({ document }, report) {
    if (!/^en(-|$)/i.test(document.document?.lang ?? '')) return
    for (const { value, path } of textsOf(document)) {
      const found = new Set<string>()
      for (const word of value.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []) {
        const meant = misspelling(word)
        if (meant === null || found.has(word)) continue
        found.add(word)
        report(path, `${shown(word)} may be a slip for "${meant}"`)
      }
    }
  },
}
