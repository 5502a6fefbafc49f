import { accept, type JsonValue, type Result, readStrictJson, refuse } from '@holdpoint/std'

/**
 * What a document can be found by: every value of every required field under `document`, the CVE
 * ids, each property of the product tree, scores and the aggregate severity (CSAF 2.0 clause
 * 9.1.12).
 */
export type DocumentTerms = Readonly<Record<string, readonly string[]>>

export const documentFields = [
  'category',
  'csaf_version',
  'publisher.category',
  'publisher.name',
  'publisher.namespace',
  'title',
  'tracking.current_release_date',
  'tracking.id',
  'tracking.initial_release_date',
  'tracking.revision_history.date',
  'tracking.revision_history.number',
  'tracking.revision_history.summary',
  'tracking.status',
  'tracking.version',
] as const

/** Properties of the product tree, wherever they stand in it. */
export const productTreeFields = [
  'algorithm',
  'category',
  'cpe',
  'filename',
  'group_id',
  'model_numbers',
  'name',
  'namespace',
  'product_id',
  'product_ids',
  'product_reference',
  'purl',
  'relates_to_product_reference',
  'sbom_urls',
  'serial_numbers',
  'skus',
  'summary',
  'uri',
  'value',
] as const

export const scoreFields = ['cve', 'cvss', 'aggregate_severity'] as const

export const termFields: readonly string[] = [
  ...documentFields,
  ...productTreeFields.map((name) => `product_tree.${name}`),
  ...scoreFields,
]

export function documentTerms(bytes: Uint8Array): Result<DocumentTerms, 'not-json'> {
  const json = readStrictJson(bytes)
  if (!json.ok) return refuse('not-json')
  const root = json.value
  const terms: Record<string, readonly string[]> = {}
  const found = (field: string, values: readonly JsonValue[]) => {
    const texts = values.filter((one) => typeof one === 'string' || typeof one === 'number')
    if (texts.length > 0) terms[field] = [...new Set(texts.map(String))]
  }
  for (const field of documentFields)
    found(field, valuesAt(root, ['document', ...field.split('.')]))
  for (const [name, values] of propertiesOf(valuesAt(root, ['product_tree']))) {
    found(`product_tree.${name}`, values)
  }
  found('cve', valuesAt(root, ['vulnerabilities', 'cve']))
  const scores = ['cvss_v2', 'cvss_v3'].flatMap((name) =>
    valuesAt(root, ['vulnerabilities', 'scores', name, 'baseScore']),
  )
  found('cvss', scores)
  found('aggregate_severity', valuesAt(root, ['document', 'aggregate_severity', 'text']))
  return accept(terms)
}

/** Every value under a path; lists on the way are gone through. */
function valuesAt(value: JsonValue, path: readonly string[]): readonly JsonValue[] {
  let level = membersOf(value)
  for (const name of path) {
    level = level.flatMap((one) =>
      isObject(one) && Object.hasOwn(one, name) ? membersOf(one[name] ?? null) : [],
    )
  }
  return level
}

function membersOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
}

function isObject(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Level by level: the depth of the stack would otherwise be the sender's choice.
function propertiesOf(start: readonly JsonValue[]): ReadonlyMap<string, readonly JsonValue[]> {
  const out = new Map<string, JsonValue[]>()
  const known = new Set<string>(productTreeFields)
  let level = start.filter(isObject)
  while (level.length > 0) {
    const next: { readonly [key: string]: JsonValue }[] = []
    for (const one of level) {
      for (const [name, value] of Object.entries(one)) {
        const members = membersOf(value)
        if (known.has(name)) append(out, name, members)
        next.push(...members.filter(isObject))
      }
    }
    level = next
  }
  return out
}

function append(into: Map<string, JsonValue[]>, name: string, values: readonly JsonValue[]): void {
  const known = into.get(name)
  if (known === undefined) into.set(name, [...values])
  else for (const value of values) known.push(value)
}
