import type { JsonValue } from '@holdpoint/std'
import type { Interval } from '../../interval.ts'
import { ANY_PORT } from '../../packet.ts'
import type { Action, Translation } from '../../rule.ts'
import { readPort } from '../names.ts'
import { field, isObject, textOf } from './json.ts'
import { addressesOf, numbersOf } from './values.ts'

/** What one statement of a rule does; `unsure` says what is not known of it. */
export type Statement =
  | { readonly kind: 'condition'; readonly match: JsonValue }
  | { readonly kind: 'verdict'; readonly action: Action; readonly unsure?: string }
  | { readonly kind: 'choice'; readonly map: JsonValue }
  | { readonly kind: 'nothing' }
  /** Whether the rule goes on behind it is not known. */
  | { readonly kind: 'unread'; readonly what: string }
  /** Changes the packet in a way that is not followed. */
  | { readonly kind: 'changes'; readonly what: string }

const simple: Readonly<Record<string, Action>> = {
  accept: { kind: 'permit' },
  drop: { kind: 'deny' },
  reject: { kind: 'deny' },
  return: { kind: 'return' },
  continue: { kind: 'continue' },
}

const harmless = new Set([
  'counter',
  'log',
  'notrack',
  'ct helper',
  'quota name',
  'comment',
  'last',
])

export function statementOf(statement: JsonValue): Statement {
  if (typeof statement === 'string' && Object.hasOwn(simple, statement)) {
    return { kind: 'verdict', action: simple[statement] as Action }
  }
  if (!isObject(statement)) return { kind: 'unread', what: 'a statement' }
  const [name = ''] = Object.keys(statement)
  const value = statement[name]
  const known = Object.hasOwn(simple, name) ? simple[name] : undefined
  if (known !== undefined) return { kind: 'verdict', action: known }
  if (harmless.has(name)) return { kind: 'nothing' }
  switch (name) {
    case 'match':
      return { kind: 'condition', match: value as JsonValue }
    case 'vmap':
      return { kind: 'choice', map: value as JsonValue }
    case 'jump':
    case 'goto':
      return jumpOf(name, value)
    case 'dnat':
    case 'snat':
    case 'masquerade':
    case 'redirect':
      return translationOf(name, value)
    case 'mangle':
      return mangleOf(value)
    case 'queue':
      return { kind: 'verdict', action: { kind: 'permit' }, unsure: 'a program decides (queue)' }
    default:
      return { kind: 'unread', what: name }
  }
}

export function jumpOf(kind: 'jump' | 'goto', value: JsonValue | undefined): Statement {
  const chain = textOf(field(value, 'target'))
  if (chain === null) return { kind: 'unread', what: `${kind} to a chain that is not named` }
  return { kind: 'verdict', action: { kind, chain } }
}

/** Marks change nothing that is looked at here; other fields do. */
function mangleOf(value: JsonValue | undefined): Statement {
  const key = field(value, 'key')
  const isMark = field(key, 'meta') !== undefined || field(key, 'ct') !== undefined
  return isMark
    ? { kind: 'nothing' }
    : { kind: 'changes', what: 'a field of the packet is changed' }
}

function translationOf(name: string, value: JsonValue | undefined): Statement {
  const end = name === 'snat' || name === 'masquerade' ? 'source' : 'destination'
  const given = field(value, 'addr')
  const addresses = given === undefined ? null : addressesOf(given)
  const port = field(value, 'port')
  const ports = port === undefined ? null : numbersOf(port, readPort)
  const isUnread =
    (given !== undefined && addresses === null) || (port !== undefined && ports === null)
  const local = name === 'redirect' || name === 'masquerade'
  const translation: Translation = {
    end,
    addresses: local || isUnread ? ANY_PLACE : addresses,
    // A translated source may be given another port where the old one is taken.
    ports: isUnread || (end === 'source' && ports === null) ? ANY_PORT : ports,
    pairwise: false,
  }
  const action: Action = { kind: 'translate', translation }
  if (isUnread) return { kind: 'verdict', action, unsure: `${name} to what is not read here` }
  return { kind: 'verdict', action }
}

/** Any address of the firewall itself; which, no rule says. */
const ANY_PLACE: Interval<bigint> = [0n, (1n << 128n) + 0xffff_ffffn]
