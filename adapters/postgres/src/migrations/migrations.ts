import { firstSchema } from './0001-first-schema.ts'

export type Migration = { readonly version: number; readonly name: string; readonly sql: string }

/** Forward only, in order, without gaps. What is here was shipped: add to it, never change it. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'first-schema', sql: firstSchema },
]
