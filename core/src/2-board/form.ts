import { isNonEmpty } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import { type BoardRole, roleWords } from '../plant/role.ts'

/**
 * What the board must have in writing, and who owes it. The fields follow OSHA 29 CFR
 * 1910.119(l)(2) and (l)(3), with the downtime window and the rollback beside them.
 */
export const formFields = {
  'downtime-window': { words: 'Required downtime window', owner: 'operations-manager' },
  'rollback-verified-by': { words: 'Rollback procedure verified by', owner: 'maintenance-lead' },
  'safety-review': { words: 'Safety review', owner: 'plant-safety-officer' },
  'technical-basis': { words: 'Technical basis', owner: 'control-systems-engineer' },
  'replacement-in-kind': {
    words: 'Replacement in kind or not',
    owner: 'control-systems-engineer',
  },
  'safety-and-health': {
    words: 'Effect on safety and health',
    owner: 'plant-safety-officer',
  },
  'operating-procedures': {
    words: 'Changed operating procedures',
    owner: 'operations-manager',
  },
  'informed-and-trained': {
    words: 'People affected, informed and trained before start-up',
    owner: 'operations-manager',
  },
  'time-period': { words: 'Time period', owner: 'maintenance-lead' },
  authorisation: { words: 'Authorisation', owner: 'ot-cybersecurity-lead' },
} as const satisfies Record<string, { readonly words: string; readonly owner: BoardRole }>

export type FormField = keyof typeof formFields
export type BoardForm = { readonly [Field in FormField]?: string }

export function isFormField(text: string): text is FormField {
  return Object.hasOwn(formFields, text)
}

/** A missing field blocks, and says who owes it. */
export function formRefusals(form: BoardForm): readonly Refusal[] {
  const out: Refusal[] = []
  for (const field of Object.keys(formFields) as FormField[]) {
    const { words, owner } = formFields[field]
    if ((form[field] ?? '').trim() !== '') continue
    out.push(
      refusalOf('form-incomplete', `"${words}" is empty`, `The ${roleWords[owner]} owes it`, owner),
    )
  }
  return out
}

export function formComplete(form: BoardForm): boolean {
  return !isNonEmpty(formRefusals(form))
}
