import type { z } from 'zod'

/** One fault of a form or a file: where it is, and what is wrong there, for whoever filled it in. */
export type FieldFault = { readonly path: readonly string[]; readonly words: string }

/** Parses; gives every fault at once. */
export function readFields<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly data: z.output<S>; readonly faults: readonly [] } | NotRead {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return { data: parsed.data, faults: [] }
  const faults = parsed.error.issues.map((issue) => ({
    path: issue.path.map(String),
    words: wordsOf(issue),
  }))
  return { data: null, faults }
}

type NotRead = { readonly data: null; readonly faults: readonly FieldFault[] }

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && issue.code.startsWith('invalid_')) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `is not ${articles[issue.expected] ?? `a ${issue.expected}`}`
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return issue.origin === 'number' ? `is less than ${issue.minimum}` : 'is empty'
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`
    case 'invalid_format':
      return 'has not the right form'
    case 'unrecognized_keys':
      return `has fields that nobody knows: ${issue.keys.join(', ')}`
    default:
      return issue.message
  }
}

const articles: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
