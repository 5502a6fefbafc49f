import {
  accept,
  isNonEmpty,
  type JsonValue,
  type NonEmpty,
  type Result,
  readStrictJson,
  refuse,
} from '@holdpoint/std'
import type { Advisory, Revision } from './advisory.ts'
import {
  type Complaint,
  type Cursor,
  complain,
  cursorAt,
  field,
  instant,
  items,
  requireObject,
  text,
} from './document-cursor.ts'
import { readProductTree } from './read-product-tree.ts'
import { readVulnerability } from './read-vulnerability.ts'

/** Why a document was not read: how far we came, and what is wrong where. */
export type AdvisoryRefusal =
  | { readonly kind: 'too-large'; readonly bytes: number; readonly bytesMax: number }
  | { readonly kind: 'not-json'; readonly line: number; readonly why: string }
  | { readonly kind: 'too-deep'; readonly depthMax: number }
  | { readonly kind: 'not-csaf'; readonly complaints: NonEmpty<Complaint> }

// The largest advisory seen is 0.9 MB; sixteen leaves room and still bounds memory.
export const ADVISORY_BYTES_MAX = 16 * 1024 * 1024
export const ADVISORY_DEPTH_MAX = 100

/**
 * Reads one CSAF 2.0 or 2.1 document. Unknown extra fields are passed over; what it uses must be right.
 */
export function readAdvisory(bytes: Uint8Array): Result<Advisory, AdvisoryRefusal> {
  if (bytes.length > ADVISORY_BYTES_MAX) {
    return refuse({ kind: 'too-large', bytes: bytes.length, bytesMax: ADVISORY_BYTES_MAX })
  }
  const json = readStrictJson(bytes)
  if (!json.ok) return refuse({ kind: 'not-json', line: json.refusal.line, why: json.refusal.why })
  if (deeperThan(json.value, ADVISORY_DEPTH_MAX)) {
    return refuse({ kind: 'too-deep', depthMax: ADVISORY_DEPTH_MAX })
  }
  const root = cursorAt(json.value)
  const advisory = readDocument(root)
  const complaints = root.complaints
  return isNonEmpty(complaints) ? refuse({ kind: 'not-csaf', complaints }) : accept(advisory)
}

/** The refusal in one line, for a log or a terminal. */
export function describeAdvisoryRefusal(refusal: AdvisoryRefusal): string {
  switch (refusal.kind) {
    case 'too-large':
      return `document has ${refusal.bytes} bytes, at most ${refusal.bytesMax} are read`
    case 'not-json':
      return `not JSON, line ${refusal.line}: ${refusal.why}`
    case 'too-deep':
      return `document nests deeper than ${refusal.depthMax}`
    case 'not-csaf': {
      const [first, ...more] = refusal.complaints
      const rest = more.length === 0 ? '' : ` (and ${more.length} more)`
      return `not CSAF: ${first.path} ${first.words}${rest}`
    }
  }
}

function readDocument(root: Cursor): Advisory {
  requireObject(root)
  const document = field(root, 'document')
  requireObject(document)
  const claimed = field(document, 'csaf_version')
  if (claimed.value !== '2.0' && claimed.value !== '2.1') {
    complain(claimed, 'must be "2.0" or "2.1"')
  }
  text(field(document, 'category'))
  const publisher = field(document, 'publisher')
  const tracking = field(document, 'tracking')
  const { products, groups } = readProductTree(field(root, 'product_tree'))
  const known = { products: new Map(products.map((one) => [one.productId, one])), groups }
  return {
    id: text(field(tracking, 'id')),
    publisherNamespace: text(field(publisher, 'namespace')),
    publisherName: text(field(publisher, 'name')),
    title: text(field(document, 'title')),
    version: text(field(tracking, 'version')),
    status: text(field(tracking, 'status')),
    initialReleaseAt: instant(field(tracking, 'initial_release_date')),
    currentReleaseAt: instant(field(tracking, 'current_release_date')),
    revisionHistory: readRevisions(field(tracking, 'revision_history')),
    products,
    vulnerabilities: items(field(root, 'vulnerabilities')).map((vulnerability) =>
      readVulnerability(vulnerability, known),
    ),
  }
}

function readRevisions(cursor: Cursor): readonly Revision[] {
  const revisions = items(cursor).map((revision) => ({
    number: text(field(revision, 'number')),
    at: instant(field(revision, 'date')),
    summary: text(field(revision, 'summary')),
  }))
  if (revisions.length === 0) complain(cursor, 'must hold at least one revision')
  return revisions
}

// Iterative on purpose: the depth of the stack would otherwise be the sender's choice.
function deeperThan(value: JsonValue, depthMax: number): boolean {
  let level: JsonValue[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > depthMax) return true
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null ? (Object.values(one) as JsonValue[]) : [],
    )
  }
  return false
}
