import type { ExtensionPlace } from './document-extensions.ts'
import { list, object, type Schema, text } from './schema/schema.ts'

/** What an extension says of itself in its schema and its metadata. */
export interface KnownExtension {
  readonly content: Schema
  /** How often it may stand in one list; places that it does not speak of are left to it. */
  readonly occurrencesMax: Readonly<Partial<Record<ExtensionPlace, number>>>
  /** File names of extensions that must not stand in the same list. */
  readonly incompatible: readonly string[]
}

// The committee has published no official extension yet, and none is registered; these two it
// publishes as examples for everybody's tests.
const HOME =
  /^https:\/\/raw\.githubusercontent\.com\/oasis-tcs\/csaf\/refs\/heads\/master\/csaf_2\.1\/extension\/data\/valid\/documentation-\d\d\//

const KNOWN: Readonly<Record<string, KnownExtension>> = {
  'documentation-11-content_1.0.0.json': {
    content: object({ documentation: text }, { required: ['documentation'], closed: true }),
    occurrencesMax: { root: 1 },
    incompatible: ['documentation-12-content_1.0.0.json'],
  },
  'documentation-12-content_1.0.0.json': {
    content: object(
      { documentation: text, notes: list(text) },
      { required: ['documentation'], closed: true },
    ),
    occurrencesMax: {},
    incompatible: ['documentation-11-content_1.0.0.json'],
  },
}

/** The extension whose schema lies at this address, or null where we do not know it. */
export function knownExtension($schema: string | undefined): KnownExtension | null {
  const file = fileOf($schema)
  if ($schema === undefined || !HOME.test($schema) || !Object.hasOwn(KNOWN, file)) return null
  return KNOWN[file] ?? null
}

export function fileOf($schema: string | undefined): string {
  return $schema?.slice($schema.lastIndexOf('/') + 1) ?? ''
}
