import type { DocumentView } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

interface Definition {
  readonly id: string
  readonly path: string
  readonly from: readonly string[]
}

export const circularDefinitionOfProductId: Rule = {
  id: '6.1.3',
  words: 'Circular Definition of Product ID',
  check(view, report) {
    const definitions = definitionsIn(view)
    if (definitions.length === 0) return
    const circular = idsOnACircle(definitions)
    for (const { id, path } of definitions) {
      if (circular.has(id)) report(path, `the product ${shown(id)} is defined by way of itself`)
    }
  },
}

function definitionsIn({ document: { product_tree: tree = {} } }: DocumentView): Definition[] {
  const found: Definition[] = []
  const add = (id: string | undefined, path: string, from: readonly (string | undefined)[]) => {
    if (id === undefined) return
    const known = from.filter((one) => one !== undefined)
    found.push({ id, path: `${path}/full_product_name/product_id`, from: known })
  }
  for (const [i, one] of (tree.relationships ?? []).entries()) {
    const from = [one.product_reference, one.relates_to_product_reference]
    add(one.full_product_name?.product_id, `/product_tree/relationships/${i}`, from)
  }
  for (const [i, one] of (tree.product_paths ?? []).entries()) {
    const next = (one.subpaths ?? []).map(({ next_product_reference: next }) => next)
    const from = [one.beginning_product_reference, ...next]
    add(one.full_product_name?.product_id, `/product_tree/product_paths/${i}`, from)
  }
  return found
}

// Takes away, again and again, what leans on nothing that is left: only circles and what leans on
// them remain, and of these again what nothing leans on. Linear, and no recursion.
function idsOnACircle(definitions: readonly Definition[]): ReadonlySet<string> {
  const leansOn = new Map<string, Set<string>>()
  for (const { id, from } of definitions) {
    const set = leansOn.get(id) ?? new Set()
    for (const one of from) set.add(one)
    leansOn.set(id, set)
  }
  const left = peeled(leansOn)
  return new Set(peeled(reversed(left)).keys())
}

type Graph = ReadonlyMap<string, ReadonlySet<string>>

function peeled(graph: Graph): Graph {
  const back = reversed(graph)
  const open = new Map(
    [...graph].map(([id, to]) => [id, [...to].filter((x) => graph.has(x)).length]),
  )
  const free = [...open].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    open.delete(id)
    for (const other of back.get(id) ?? []) {
      const count = open.get(other)
      if (count === undefined) continue
      open.set(other, count - 1)
      if (count === 1) free.push(other)
    }
  }
  return new Map([...graph].filter(([id]) => open.has(id)))
}

function reversed(graph: Graph): Map<string, Set<string>> {
  const back = new Map<string, Set<string>>([...graph.keys()].map((id) => [id, new Set()]))
  for (const [id, to] of graph) for (const one of to) back.get(one)?.add(id)
  return back
}
