import { datesOf } from '../document-dates.ts'
import { shown } from '../fault.ts'
import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'

// RFC 3339 allows small letters and leap seconds; clause 2.3 of CSAF 2.1 does not.
const PLAIN = /^[^tz]*T\d\d:\d\d:[0-5]\d/

export const dateAndTime: Rule = {
  id: '6.1.37',
  words: 'Date and Time',
  check({ document }, report) {
    for (const { value, path } of datesOf(document)) {
      if (instantOf(value) !== null && PLAIN.test(value) && !value.endsWith('z')) continue
      report(path, `${shown(value)} is not a date and time as CSAF writes them`)
    }
  },
}
