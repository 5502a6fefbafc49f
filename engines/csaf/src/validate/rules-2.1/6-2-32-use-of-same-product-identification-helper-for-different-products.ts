import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const useOfSameProductIdentificationHelperForDifferentProducts: Rule = {
  id: '6.2.32',
  words: 'Use of same Product Identification Helper for different Products',
  check({ products }, report) {
    const owners = new Map<string, string>()
    for (const { value, path } of products) {
      const helper = value.product_identification_helper ?? {}
      const own = new Set<string>()
      for (const [kind, held] of Object.entries(helper)) {
        for (const one of Array.isArray(held) ? held : [held]) own.add(`${kind} ${canonical(one)}`)
      }
      for (const key of own) {
        const owner = owners.get(key)
        if (owner === undefined) owners.set(key, value.product_id ?? '')
        else {
          const at = `${path}/product_identification_helper`
          report(at, `${key} also identifies the product ${shown(owner)}`)
        }
      }
    }
  },
}

// Lists count as sets, and objects are equal whatever the order of their keys.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  const pairs = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`,
  )
  return `{${pairs.sort().join()}}`
}
