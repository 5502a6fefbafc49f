import {
  assetFacts,
  type FactField,
  isFactField,
  type MappedField,
  rowFields,
} from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'

/** A fact as a person reads it; what is not said is said to be so. */
export function factInWords(value: JsonValue): string {
  if (value === null || value === '') return 'Not recorded'
  if (Array.isArray(value)) return value.map(partInWords).join('; ')
  return partInWords(value)
}

function partInWords(part: JsonValue): string {
  if (typeof part !== 'object' || part === null) return String(part)
  const { name, version, protocol, port, enabled, usedBy, tag, host } = part as Record<
    string,
    JsonValue
  >
  if (typeof name === 'string') return [name, version].filter(Boolean).join(' ')
  if (typeof enabled === 'boolean') {
    return `${protocol}/${port} ${enabled ? 'enabled' : 'disabled'}, used by ${usedBy}`
  }
  if (typeof tag === 'string') return tag
  if (typeof host === 'string') return [protocol, `${host}:${port}`].filter(Boolean).join(' at ')
  return JSON.stringify(part)
}

export function fieldWords(field: MappedField): string {
  return isFactField(field) ? assetFacts[field].words : rowFields[field]
}

/** Everything that a column may mean, with what it is for left to the reader: nothing comes first. */
export function fieldChoices() {
  const facts = (Object.keys(assetFacts) as FactField[]).map((field) => ({
    value: field as string,
    words: fieldWords(field),
  }))
  return [
    { value: '', words: 'Nothing; leave it out' },
    ...facts,
    ...Object.entries(rowFields).map(([value, words]) => ({ value, words: words as string })),
  ]
}
