import type { Refusal } from '@holdpoint/core'
import type { Problem } from './problems.tsx'

/** What a person wrote into a form, by the names of its fields. */
export type FormReader = {
  readonly text: (name: string) => string
  /** As it was typed, blanks and all: a password. */
  readonly secret: (name: string) => string
  readonly all: (name: string) => readonly string[]
  /** NaN where nothing or no number was written; the contract then refuses it. */
  readonly number: (name: string) => number
  readonly checked: (name: string) => boolean
}

export function readerOf(data: FormData): FormReader {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  return {
    text,
    secret: (name) => String(data.get(name) ?? ''),
    all: (name) => data.getAll(name).map(String),
    number: (name) => numberOf(text(name)),
    checked: (name) => data.has(name),
  }
}

/** A reading as people type it, with a point or a comma; anything else is no number. */
export function numberOf(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}

type Issue = {
  readonly path: readonly PropertyKey[]
  readonly code?: string
  readonly message: string
}

/** The contract's objections to a form, each in words and with the field that it is about. */
export function problemsOfForm(
  issues: readonly Issue[],
  fieldOf: (path: readonly PropertyKey[]) => { readonly id: string; readonly label: string } | null,
): readonly Problem[] {
  return issues.map((issue) => {
    const field = fieldOf(issue.path)
    const what =
      field === null
        ? `${issue.path.map(String).join('.')}: ${issue.message}`
        : words(field.label, issue)
    const refusal: Refusal = { kind: 'form-incomplete', what, clearedBy: '', owner: null }
    return { field: field?.id ?? null, refusal }
  })
}

function words(label: string, issue: Issue): string {
  if (issue.code === 'too_small') return `${label} is missing`
  if (issue.code === 'invalid_type') return `${label} is missing or not understood`
  if (issue.code === 'invalid_value') return `${label}: choose an answer`
  if (issue.code === 'invalid_format') return `${label} is missing or not written as asked`
  return `${label}: ${issue.message}`
}
