import type { Advisory, Revision } from '../advisory.ts'
import { reversibility } from '../remediation.ts'
import { diffVulnerability } from './diff-vulnerability.ts'
import { pairVulnerabilities } from './pair-vulnerabilities.ts'
import { type RevisionChange, WHOLE_DOCUMENT } from './revision-change.ts'
import { type SameProducts, sameProducts } from './same-products.ts'

/** What changed from one revision of a document to another, in the order in which one reads it. */
export function diffRevisions(before: Advisory, after: Advisory): readonly RevisionChange[] {
  const products = sameProducts(before, after)
  return [
    ...diffDocument(before, after),
    ...diffProducts(products),
    ...diffVulnerabilities(before, after, products),
    ...diffWayBack(before, after, products),
    ...diffHistory(before.revisionHistory, after.revisionHistory),
  ]
}

function diffDocument(before: Advisory, after: Advisory): readonly RevisionChange[] {
  const facts = [
    ['title', 'The title', before.title, after.title],
    ['publisher', 'The name of the publisher', before.publisherName, after.publisherName],
    ['history', 'The status of the document', before.status, after.status],
  ] as const
  return facts
    .filter(([, , was, is]) => was !== is)
    .map(([fact, name, was, is]) => ({
      fact,
      about: null,
      words: `${name} changed from “${was}” to “${is}”`,
      before: was,
      after: is,
      productIds: WHOLE_DOCUMENT,
    }))
}

function diffProducts({ before, after }: SameProducts): readonly RevisionChange[] {
  const was = new Set(before.keys)
  const is = new Set(after.keys)
  const removed = before.keys.filter((key) => !is.has(key)).map((key) => removal(before, key))
  const added = after.keys.filter((key) => !was.has(key)).map((key) => addition(after, key))
  const renumbered = after.keys.flatMap((key) => {
    const [old, now] = [before.idOf(key), after.idOf(key)]
    if (old === null || now === null || old === now) return []
    const words = `Product ${after.nameOf(key)} is now entry ${now}, it was ${old}`
    const productIds = { before: [old], after: [now] }
    return [
      {
        fact: 'product-renumbered' as const,
        about: null,
        words,
        before: old,
        after: now,
        productIds,
      },
    ]
  })
  return [...removed, ...added, ...renumbered]
}

function removal(before: SameProducts['before'], key: string): RevisionChange {
  const name = before.nameOf(key)
  const productIds = { before: [before.idOf(key) ?? key], after: [] }
  const words = `Product removed: ${name}`
  return { fact: 'product-removed', about: null, words, before: name, after: null, productIds }
}

function addition(after: SameProducts['after'], key: string): RevisionChange {
  const name = after.nameOf(key)
  const productIds = { before: [], after: [after.idOf(key) ?? key] }
  const words = `Product added: ${name}`
  return { fact: 'product-added', about: null, words, before: null, after: name, productIds }
}

function diffVulnerabilities(
  before: Advisory,
  after: Advisory,
  products: SameProducts,
): readonly RevisionChange[] {
  return pairVulnerabilities(before, after).flatMap(({ name, older, newer }) =>
    diffVulnerability({ name, older, newer, products }),
  )
}

/** The sentence that says that an update cannot be taken back came, went, or reads otherwise. */
function diffWayBack(
  before: Advisory,
  after: Advisory,
  products: SameProducts,
): readonly RevisionChange[] {
  const byQuotes = new Map<string, { was: string | null; is: string | null; keys: string[] }>()
  for (const key of products.after.keys) {
    const [old, now] = [products.before.idOf(key), products.after.idOf(key)]
    if (old === null || now === null) continue
    const was = reversibility(before, old).quote
    const is = reversibility(after, now).quote
    if (was === is) continue
    const together = JSON.stringify([was, is])
    const known = byQuotes.get(together) ?? { was, is, keys: [] }
    known.keys.push(key)
    byQuotes.set(together, known)
  }
  return [...byQuotes.values()].map(({ was, is, keys }) => ({
    fact: 'way-back' as const,
    about: null,
    words:
      is === null
        ? 'The vendor no longer says that the update cannot be taken back'
        : 'The vendor says anew that the update cannot be taken back',
    before: was,
    after: is,
    productIds: {
      before: keys.map((key) => products.before.idOf(key) ?? key),
      after: keys.map((key) => products.after.idOf(key) ?? key),
    },
  }))
}

function diffHistory(
  before: readonly Revision[],
  after: readonly Revision[],
): readonly RevisionChange[] {
  const was = new Map(before.map((one) => [one.number, one]))
  const is = new Map(after.map((one) => [one.number, one]))
  const common = { fact: 'history', about: null, productIds: WHOLE_DOCUMENT } as const
  const gone = before
    .filter(({ number }) => !is.has(number))
    .map((one) => ({
      ...common,
      words: `The revision history no longer names version ${one.number}`,
      before: one.summary,
      after: null,
    }))
  const changed = after.flatMap((one) => {
    const old = was.get(one.number)
    if (old?.summary === one.summary && old.at === one.at) return []
    const words =
      old === undefined
        ? `The vendor on version ${one.number}: ${one.summary}`
        : `The revision history tells version ${one.number} otherwise`
    return [{ ...common, words, before: old?.summary ?? null, after: one.summary }]
  })
  return [...gone, ...changed]
}
