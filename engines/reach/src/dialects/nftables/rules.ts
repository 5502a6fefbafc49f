import type { JsonValue } from '@holdpoint/std'
import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import type { Action, Rule } from '../../rule.ts'
import type { Place } from '../configuration.ts'
import { type Draft, matchOf, WHOLE_DRAFT, withAddresses, withUnsure } from '../draft.ts'
import { jumpOf, type Statement, statementOf } from './actions.ts'
import { condition, type SetOf } from './conditions.ts'
import { field, isObject, listOf, textOf } from './json.ts'
import { addressesOf, bare } from './values.ts'

export type RuleWish = {
  readonly place: Place
  readonly name: string
  /** `family table`: the chains that it may jump to. */
  readonly table: string
  readonly family: string
  readonly setOf: SetOf
}

/** Statements that hold a rule back in ways that depend on time or counts, and decide nothing. */
const limiting = new Set(['limit', 'quota', 'ct count', 'meter'])
/** Statements that put elements into sets; sets that packets change are not read as fixed. */
const remembering = new Set(['set', 'map', 'flow', 'add', 'update', 'delete'])

/** One rule as one or several in order: a map of verdicts is a rule for each of its elements. */
export function rulesOf(expressions: readonly JsonValue[], wish: RuleWish): readonly Rule[] {
  const out = rulesAsWritten(expressions, wish)
  // A counter behind a condition counts what met it; several of one rule are not told apart.
  const counters = expressions.map((one) => field(field(one, 'counter'), 'packets'))
  const [counted, more] = counters.filter((one) => typeof one === 'number')
  return counted === undefined || more !== undefined ? out : out.map((one) => ({ ...one, counted }))
}

function rulesAsWritten(expressions: readonly JsonValue[], wish: RuleWish): readonly Rule[] {
  const out: Rule[] = []
  let drafts: readonly Draft[] = [ofFamily(wish.family)]
  for (const expression of expressions) {
    const [kind = ''] = isObject(expression) ? Object.keys(expression) : []
    if (remembering.has(kind)) continue
    if (limiting.has(kind)) {
      drafts = drafts.map((draft) => withUnsure(draft, `${kind}: depends on time or counts`))
      continue
    }
    const map = translationMap(expression)
    if (map !== null) {
      out.push(...drafts.flatMap((draft) => mapped(draft, map, wish)))
      break
    }
    const statement = statementOf(expression)
    if (statement.kind === 'condition') {
      drafts = drafts.flatMap((draft) => condition(draft, statement.match, wish.setOf))
    } else if (statement.kind === 'choice') {
      out.push(...drafts.flatMap((draft) => choice(draft, statement.map, wish)))
    } else if (statement.kind === 'verdict') {
      out.push(...drafts.map((draft) => ruleOf(doubted(draft, statement), statement.action, wish)))
      break
    } else if (statement.kind !== 'nothing') {
      out.push(...drafts.flatMap((draft) => anything(draft, statement.what, wish)))
      drafts = drafts.map((draft) => withUnsure(draft, statement.what))
    }
  }
  return out
}

function ofFamily(family: string): Draft {
  if (family !== 'ip' && family !== 'ip6') return WHOLE_DRAFT
  const all = [family === 'ip' ? ANY_IPV4 : ANY_IPV6]
  return withAddresses(withAddresses(WHOLE_DRAFT, 'sources', { all }), 'destinations', { all })
}

function doubted(draft: Draft, statement: Extract<Statement, { kind: 'verdict' }>): Draft {
  return statement.unsure === undefined ? draft : withUnsure(draft, statement.unsure)
}

/** It may let the packet pass, refuse it, or let the rule go on. */
function anything(draft: Draft, what: string, wish: RuleWish): readonly Rule[] {
  const unsure = withUnsure(draft, what)
  return [ruleOf(unsure, { kind: 'deny' }, wish), ruleOf(unsure, { kind: 'permit' }, wish)]
}

function ruleOf(draft: Draft, action: Action, wish: RuleWish): Rule {
  const named: Action =
    action.kind === 'jump' || action.kind === 'goto'
      ? { ...action, chain: `${wish.table} ${action.chain}` }
      : action
  return {
    match: matchOf(draft),
    action: named,
    unsure: draft.unsure,
    name: wish.name,
    ...wish.place,
  }
}

/** `vmap`: for each element of the map its own verdict. */
function choice(draft: Draft, map: JsonValue, wish: RuleWish): readonly Rule[] {
  const key = field(map, 'key')
  const elements = elementsOf(field(map, 'data'), wish.setOf)
  if (elements === null || key === undefined) return anything(draft, 'a map of verdicts', wish)
  return elements.flatMap((element) => {
    const [value, verdict] = listOf(element)
    const statement = value === undefined ? null : verdictOf(verdict)
    if (value === undefined || statement === null)
      return anything(draft, 'a verdict of a map', wish)
    const match = { op: '==', left: key, right: { set: [bare(value)] } }
    return condition(draft, match, wish.setOf).map((one) => ruleOf(one, statement, wish))
  })
}

function verdictOf(verdict: JsonValue | undefined): Action | null {
  if (verdict === undefined) return null
  const jump = field(verdict, 'jump')
  const statement = jump === undefined ? statementOf(verdict) : jumpOf('jump', jump)
  return statement.kind === 'verdict' && statement.unsure === undefined ? statement.action : null
}

function elementsOf(data: JsonValue | undefined, setOf: SetOf): readonly JsonValue[] | null {
  if (typeof data === 'string' && data.startsWith('@')) return setOf(data.slice(1))
  const set = field(data, 'set')
  return set === undefined ? null : listOf(set)
}

type TranslationMap = { readonly end: 'source' | 'destination'; readonly map: JsonValue }

function translationMap(expression: JsonValue): TranslationMap | null {
  for (const [name, end] of [
    ['dnat', 'destination'],
    ['snat', 'source'],
  ] as const) {
    const map = field(field(field(expression, name), 'addr'), 'map')
    if (map !== undefined) return { end, map }
  }
  return null
}

/** `dnat to ip daddr map { … }`: a translation for each element, address by address where both are networks. */
function mapped(draft: Draft, { end, map }: TranslationMap, wish: RuleWish): readonly Rule[] {
  const key = field(map, 'key')
  const elements = elementsOf(field(map, 'data'), wish.setOf)
  if (key === undefined || elements === null) return anything(draft, 'a map of translations', wish)
  const side = end === 'source' ? 'saddr' : 'daddr'
  const isSameEnd = textOf(field(field(key, 'payload'), 'field')) === side
  return elements.flatMap((element) => {
    const [value, target] = listOf(element)
    const addresses = addressesOf(target)
    const from = value === undefined ? null : addressesOf(bare(value))
    if (value === undefined || addresses === null) {
      return anything(draft, 'a translation of a map', wish)
    }
    const match = { op: '==', left: key, right: { set: [bare(value)] } }
    const sameSize = from !== null && from[1] - from[0] === addresses[1] - addresses[0]
    const translation = { end, addresses, ports: null, pairwise: isSameEnd && sameSize }
    return condition(draft, match, wish.setOf).map((one) =>
      ruleOf(one, { kind: 'translate', translation }, wish),
    )
  })
}
