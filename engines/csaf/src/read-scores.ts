import type { ProductStatus, Score } from './advisory.ts'
import { cvss } from './cvss/cvss.ts'
import {
  type Cursor,
  field,
  items,
  numberIn,
  optionalText,
  requireObject,
  text,
} from './document-cursor.ts'
import { knownIds } from './read-product-tree.ts'

const CVSS_KEYS = ['cvss_v4', 'cvss_v3', 'cvss_v2'] as const

type Products = ReadonlyMap<string, unknown>

/**
 * The scores of one vulnerability: of CSAF 2.0 its `scores`, of CSAF 2.1 its `metrics`, and what
 * neither states but a reference links, for many publishers give CVSS 4.0 only as an address of the
 * calculator.
 */
export function readScores(
  vulnerability: Cursor,
  status: ProductStatus,
  products: Products,
): readonly Score[] {
  const stated = [
    ...items(field(vulnerability, 'scores')).flatMap((score) =>
      cvssIn(score, { productIds: productsIn(score, products), source: null }),
    ),
    ...items(field(vulnerability, 'metrics')).flatMap((metric) =>
      cvssIn(field(metric, 'content'), {
        productIds: productsIn(metric, products),
        source: optionalText(field(metric, 'source')),
      }),
    ),
  ]
  const versions = new Set(stated.map(({ version }) => version))
  const linked = linkedScores(field(vulnerability, 'references'), status)
  return [...stated, ...linked.filter(({ version }) => !versions.has(version))]
}

function productsIn(score: Cursor, products: Products): readonly string[] {
  return knownIds(field(score, 'products'), products)
}

function cvssIn(holder: Cursor, of: Pick<Score, 'productIds' | 'source'>): readonly Score[] {
  if (holder.value === undefined || !requireObject(holder)) return []
  return CVSS_KEYS.flatMap((name) => {
    const one = field(holder, name)
    if (one.value === undefined || !requireObject(one)) return []
    return [
      {
        version: text(field(one, 'version')),
        vector: text(field(one, 'vectorString')),
        baseScore: numberIn(field(one, 'baseScore'), { min: 0, max: 10 }),
        baseSeverity: optionalText(field(one, 'baseSeverity')),
        origin: 'stated',
        ...of,
      },
    ]
  })
}

/** `https://www.first.org/cvss/calculator/4.0#CVSS:4.0/AV:N/…` */
const LINKED = /^https?:\/\/[^#]{1,2000}#(CVSS:[34]\.[01]\/[A-Za-z0-9:/.]{1,500})$/

function linkedScores(references: Cursor, status: ProductStatus): readonly Score[] {
  const found = new Map<string, Score>()
  for (const reference of items(references)) {
    const { url } = (reference.value ?? {}) as { readonly url?: unknown }
    const [, vector] = typeof url === 'string' ? (LINKED.exec(url) ?? []) : []
    const scored = vector === undefined ? null : cvss(vector)
    if (vector === undefined || scored === null || !scored.ok) continue
    const { version, base, severity: baseSeverity } = scored.value
    if (found.has(version)) continue
    found.set(version, {
      ...{ version, vector, baseScore: base, baseSeverity },
      ...{ productIds: concerned(status), origin: 'linked', source: null },
    })
  }
  return [...found.values()]
}

/** A reference speaks of the vulnerability, and so of every product that may have it. */
function concerned(status: ProductStatus): readonly string[] {
  const { first_affected, known_affected, last_affected, under_investigation, unknown } = status
  const lists = [first_affected, known_affected, last_affected, under_investigation, unknown]
  return [...new Set(lists.flat())]
}
