import { type ImportMapping, isMappedField } from '@holdpoint/core'
import { type JsonValue, readStrictJson } from '@holdpoint/std'
import { BadInput, readFileOrSay } from '../terminal.ts'

/** The "mapping" of a preview, as a person may have changed it: what each column means. */
export async function readMapping(path: string): Promise<ImportMapping> {
  const read = readStrictJson(await readFileOrSay(path))
  if (!read.ok) throw new BadInput(`${path}: line ${read.refusal.line}: not JSON`)
  const whole = objectOf(read.value)
  const columns = objectOf(whole?.columns)
  const constants = whole?.constants === undefined ? {} : objectOf(whole.constants)
  if (columns === null || constants === null) {
    throw new BadInput(`${path}: must be {"columns": {"Heading": "field" or null}}`)
  }
  for (const [column, field] of Object.entries(columns)) {
    if (field === null || (typeof field === 'string' && isMappedField(field))) continue
    throw new BadInput(`${path}: columns.${column}: ${JSON.stringify(field)} is no field`)
  }
  for (const [field, text] of Object.entries(constants)) {
    if (isMappedField(field) && typeof text === 'string') continue
    throw new BadInput(`${path}: constants.${field}: must be a field with a text`)
  }
  return { columns, constants } as ImportMapping
}

function objectOf(value: JsonValue | undefined): { readonly [key: string]: JsonValue } | null {
  const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
  return plain ? (value as { readonly [key: string]: JsonValue }) : null
}
