import { createContext, useContext } from 'react'

/** The id of the form around a field, so that two forms may each have a "reason". */
export const FormContext = createContext('')

export function fieldIdOf(formId: string, name: string): string {
  return `${formId}-${name}`
}

export function useFieldId(name: string): string {
  return fieldIdOf(useContext(FormContext), name)
}
