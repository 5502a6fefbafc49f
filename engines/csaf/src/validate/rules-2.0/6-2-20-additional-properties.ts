import type { Rule } from '../rule.ts'

/** What the strict schema would refuse: properties that no schema names. */
export const additionalProperties: Rule = {
  id: '6.2.20',
  words: 'Additional Properties',
  check({ unnamed }, report) {
    for (const { path, message } of unnamed) report(path, message)
  },
}
