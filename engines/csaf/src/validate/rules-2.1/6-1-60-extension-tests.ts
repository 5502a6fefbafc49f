import { extensionListsOf, extensionsOf } from '../document-extensions.ts'
import { shown } from '../fault.ts'
import { fileOf, knownExtension } from '../known-extensions.ts'
import type { Rule } from '../rule.ts'
import { Walk } from '../schema/schema.ts'

const contentSchema: Rule = {
  id: '6.1.60.1',
  words: 'Content Schema',
  check({ schemaFaults }, report) {
    for (const { path, message } of schemaFaults) {
      if (/\/x_extensions\/\d+(?:\/|$)/.test(path)) report(path, message)
    }
  },
}

// An extension that we do not know cannot be judged; 6.3.21 names each that is used.
const extensionSchema: Rule = {
  id: '6.1.60.2',
  words: 'Extension Schema',
  check(view, report) {
    for (const { value, path } of extensionsOf(view)) {
      const known = knownExtension(value.$schema)
      if (known === null || value.content === undefined) continue
      const walk = new Walk()
      known.content.check(value.content, walk)
      for (const fault of walk.faults) report(`${path}/content${fault.path}`, fault.message)
    }
  },
}

const metadata: Rule = {
  id: '6.1.60.3',
  words: 'Extension Metadata',
  check(view, report) {
    for (const { value: list, path, place } of extensionListsOf(view)) {
      const counts = new Map<string, number>()
      for (const { $schema = '' } of list) counts.set($schema, (counts.get($schema) ?? 0) + 1)
      const files = new Set([...counts.keys()].map(fileOf))
      for (const [$schema, count] of counts) {
        const known = knownExtension($schema)
        const max = known?.occurrencesMax[place] ?? count
        if (count > max) {
          report(path, `${shown($schema)} stands ${count} times; here ${max} are allowed`)
        }
        const other = known?.incompatible.find((file) => files.has(file))
        if (other !== undefined) report(path, `${shown($schema)} cannot stand beside ${other}`)
      }
    }
  },
}

/** Clause 6.1.60. */
export const extensionTests: readonly Rule[] = [contentSchema, extensionSchema, metadata]
