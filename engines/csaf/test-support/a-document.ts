import { type Advisory, readAdvisory } from '../src/index.ts'

/** A product entry of a document under test. */
export interface ProductSketch {
  readonly id: string
  readonly vendor?: string
  readonly product: string
  /** Null for a product that stands under no version. */
  readonly version: string | null
  readonly fullName?: string
  readonly modelNumbers?: readonly string[]
  /** Further fields of the product identification helper. */
  readonly helper?: Readonly<Record<string, unknown>>
}

export interface DocumentSketch {
  readonly products?: readonly ProductSketch[]
  readonly status?: Readonly<Record<string, readonly string[]>>
  readonly remediations?: readonly unknown[]
  readonly notes?: readonly string[]
}

/** A small CSAF 2.0 document as a plain value; only what the sketch names differs. */
export function aDocument(sketch: DocumentSketch = {}) {
  const products = sketch.products ?? [{ id: 'P1', product: 'Pump Controller', version: '< 2.0' }]
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: 'Example', namespace: 'https://example.com' },
      title: 'A fault in pumps',
      tracking: {
        id: 'EX-1',
        status: 'final',
        version: '1',
        initial_release_date: '2026-01-02T03:04:05Z',
        current_release_date: '2026-01-02T03:04:05Z',
        revision_history: [{ number: '1', date: '2026-01-02T03:04:05Z', summary: 'First' }],
      },
    },
    product_tree: { branches: products.map(branchOf) },
    vulnerabilities: [
      {
        cve: 'CVE-2026-12345',
        notes: (sketch.notes ?? ['A fault.']).map((text) => ({ category: 'summary', text })),
        product_status: sketch.status ?? { known_affected: products.map(({ id }) => id) },
        remediations: sketch.remediations ?? [],
      },
    ],
  }
}

export function bytesOf(document: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document))
}

/** The same document, read; a refusal here is a fault of the test. */
export function anAdvisory(sketch: DocumentSketch = {}): Advisory {
  const read = readAdvisory(bytesOf(aDocument(sketch)))
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

function branchOf(sketch: ProductSketch) {
  const { id, vendor, product, version, fullName, modelNumbers, helper } = sketch
  const listed = {
    ...(modelNumbers === undefined ? {} : { model_numbers: modelNumbers }),
    ...helper,
  }
  const helped =
    modelNumbers === undefined && helper === undefined
      ? {}
      : { product_identification_helper: listed }
  const leaf = { product_id: id, name: fullName ?? product, ...helped }
  const under =
    version === null
      ? { product: leaf }
      : { branches: [{ category: 'product_version_range', name: version, product: leaf }] }
  return {
    category: 'vendor',
    name: vendor ?? 'Example',
    branches: [{ category: 'product_name', name: product, ...under }],
  }
}
