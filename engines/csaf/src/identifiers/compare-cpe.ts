import { type Cpe, type CpeAttribute, type CpeValue, cpeAttributes, isOneText } from './cpe.ts'

/** How a set of products stands to another (NIST IR 7696, 6.2): the first to the second. */
export type CpeRelation = 'equal' | 'superset' | 'subset' | 'disjoint' | 'undefined'

/** One attribute of the source against that of the target, as table 6-2 has it. */
export function compareCpeValues(source: CpeValue, target: CpeValue): CpeRelation {
  // A target with wildcards is not defined, whatever the source; for ANY, table 6-2 says the same.
  if (target.kind === 'text' && !isOneText(target)) return 'undefined'
  if (source.kind === 'any') return target.kind === 'any' ? 'equal' : 'superset'
  if (target.kind === 'any') return 'subset'
  if (source.kind === 'na') return target.kind === 'na' ? 'equal' : 'disjoint'
  if (target.kind === 'na') return 'disjoint'
  if (isOneText(source)) return source.text === target.text ? 'equal' : 'disjoint'
  return takesIn(source, target.text) ? 'superset' : 'disjoint'
}

function takesIn(source: Extract<CpeValue, { kind: 'text' }>, target: string): boolean {
  let at = target.indexOf(source.text)
  while (at >= 0) {
    const behind = target.length - at - source.text.length
    if (at <= source.before && behind <= source.after) return true
    at = target.indexOf(source.text, at + 1)
  }
  return false
}

/** The whole names, as table 6-4 has it. */
export function compareCpes(source: Cpe, target: Cpe): CpeRelation {
  return joined(cpeAttributes.map((name) => compareCpeValues(source[name], target[name])))
}

export function compareCpesIn(
  attributes: readonly CpeAttribute[],
  source: Cpe,
  target: Cpe,
): CpeRelation {
  return joined(attributes.map((name) => compareCpeValues(source[name], target[name])))
}

function joined(relations: readonly CpeRelation[]): CpeRelation {
  if (relations.includes('disjoint')) return 'disjoint'
  const all = (...of: readonly CpeRelation[]) => relations.every((one) => of.includes(one))
  if (all('equal')) return 'equal'
  if (all('subset', 'equal')) return 'subset'
  return all('superset', 'equal') ? 'superset' : 'undefined'
}
