import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const misuseAtVendorName: Rule = {
  id: '6.2.48',
  words: 'Misuse at Vendor Name',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'vendor' || plain(value.name ?? '') !== 'opensource') continue
      report(`${path}/name`, `${shown(value.name)} is a way of licensing, not a vendor`)
    }
  },
}

function plain(name: string): string {
  const marks = /[\p{Pd}\p{Pc}\p{Z}\p{Cf}\s\u2212]|\u0332/gu
  return name.normalize('NFKC').toLowerCase().replaceAll(marks, '')
}
