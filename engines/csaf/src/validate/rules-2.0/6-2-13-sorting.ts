import type { JsonValue } from '@holdpoint/std'
import { pointerPart, type Report, shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { isList, isObject } from '../schema/schema.ts'

export const sorting: Rule = {
  id: '6.2.13',
  words: 'Sorting',
  check({ raw }, report) {
    sortedBelow(raw, '', report)
  },
}

// The depth is bounded before any rule runs.
function sortedBelow(value: JsonValue, path: string, report: Report): void {
  if (isList(value)) {
    for (const [i, item] of value.entries()) sortedBelow(item, `${path}/${i}`, report)
  } else if (isObject(value)) {
    let before = ''
    for (const key of Object.keys(value)) {
      const at = `${path}/${pointerPart(key)}`
      if (key < before) report(at, `stands behind ${shown(before)}; keys go by the alphabet`)
      before = key
      sortedBelow(value[key] as JsonValue, at, report)
    }
  }
}
