import { readStrictJson } from '@holdpoint/std'

/** One raw output as it came from the host. */
export type EvidenceFile = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly text: string
}

/** Where something is said, so that a person finds it. */
export type EvidenceLine = {
  readonly file: string
  /** From 1; 0 where no line says it. */
  readonly line: number
  readonly text: string
}

const LINE_MAX = 200

/** The first line that holds this, or a line that says that there is none. */
export function lineWith({ name, text }: EvidenceFile, needle: string | RegExp): EvidenceLine {
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((one) =>
    typeof needle === 'string' ? one.includes(needle) : needle.test(one),
  )
  return { file: name, line: at + 1, text: (lines[at] ?? '').trim().slice(0, LINE_MAX) }
}

/** The objects that `ConvertTo-Json` wrote: one, or several; null where it is nothing of the kind. */
export function objectsIn({ bytes }: EvidenceFile): readonly Record<string, unknown>[] | null {
  const read = readStrictJson(bytes)
  if (!read.ok) return null
  const all: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value]
  const isObject = (one: unknown): one is Record<string, unknown> =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
  return all.length > 0 && all.every(isObject) ? all : null
}

/** A field by its name in any letter case, as PowerShell reads it. */
export function fieldOf(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const key = Object.keys(object).find((one) => one.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

/** True and false as a value, or as the words that PowerShell has for them; else null. */
export function booleanOf(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return null
  const word = value.trim().toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : null
}
