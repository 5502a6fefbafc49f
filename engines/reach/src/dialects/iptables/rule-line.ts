import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import type { Action, Rule } from '../../rule.ts'
import type { Place } from '../configuration.ts'
import { type Draft, matchOf, WHOLE_DRAFT, withAddresses, withUnsure } from '../draft.ts'
import { applyOption, argumentsOf } from './options.ts'
import { translationOf } from './translation.ts'

export type LineWish = {
  readonly family: 4 | 6
  /** `ipv4 filter`: the chains that it may jump to. */
  readonly prefix: string
  readonly place: Place
  readonly name: string
  readonly has: (chain: string) => boolean
}

const going = new Set([
  ...['LOG', 'NFLOG', 'ULOG', 'MARK', 'CONNMARK', 'CT', 'NOTRACK', 'TCPMSS', 'DSCP', 'TOS'],
  ...['CLASSIFY', 'CHECKSUM', 'TTL', 'HL', 'AUDIT', 'SECMARK', 'CONNSECMARK', 'TRACE', 'SET'],
])

/** One line after `-A CHAIN`: usually a rule; several where a target may do several things. */
export function rulesOfLine(words: readonly string[], wish: LineWish): readonly Rule[] {
  const all = [wish.family === 4 ? ANY_IPV4 : ANY_IPV6]
  const whole = withAddresses(withAddresses(WHOLE_DRAFT, 'sources', { all }), 'destinations', {
    all,
  })
  let drafts: readonly Draft[] = [whole]
  let at = 0
  while (at < words.length) {
    const negated = words[at] === '!'
    if (negated) at += 1
    const option = words[at] ?? ''
    const given = argumentsOf(words, at + 1)
    if (option === '-j' || option === '-g' || option === '--jump' || option === '--goto') {
      const rest = words.slice(at + 2)
      return drafts.flatMap((draft) =>
        targetOf(draft, { option, target: given[0] ?? '', rest }, wish),
      )
    }
    const { drafts: next, used } = applyOption(drafts, { option, given, negated, ...wish })
    drafts = next
    at += 1 + used
  }
  // A rule without a target counts, and decides nothing.
  return []
}

type Target = { readonly option: string; readonly target: string; readonly rest: readonly string[] }

function targetOf(draft: Draft, wanted: Target, wish: LineWish): readonly Rule[] {
  const rule = (action: Action, from: Draft = draft): Rule => ({
    ...{ match: matchOf(from), action, unsure: from.unsure, name: wish.name },
    ...wish.place,
  })
  const { target } = wanted
  const chain = `${wish.prefix} ${target}`
  if (wanted.option === '-g' || wanted.option === '--goto') return [rule({ kind: 'goto', chain })]
  switch (target) {
    case 'ACCEPT':
      return [rule({ kind: 'permit' })]
    case 'DROP':
    case 'REJECT':
      return [rule({ kind: 'deny' })]
    case 'RETURN':
      return [rule({ kind: 'return' })]
    case 'NFQUEUE':
    case 'QUEUE':
      return [rule({ kind: 'permit' }, withUnsure(draft, `${target}: a program decides`))]
    case 'DNAT':
    case 'SNAT':
    case 'MASQUERADE':
    case 'REDIRECT':
    case 'NETMAP':
      return translated(draft, target, wanted.rest, wish, rule)
    default:
      break
  }
  if (going.has(target)) return [rule({ kind: 'continue' })]
  if (wish.has(target)) return [rule({ kind: 'jump', chain })]
  const unsure = withUnsure(draft, `the target ${target || '(none)'} is not read here`)
  return [rule({ kind: 'deny' }, unsure), rule({ kind: 'permit' }, unsure)]
}

function translated(
  draft: Draft,
  target: string,
  rest: readonly string[],
  wish: LineWish,
  rule: (action: Action, from?: Draft) => Rule,
): readonly Rule[] {
  const found = translationOf(target, rest, draft)
  if (found !== null) return [rule({ kind: 'translate', translation: found })]
  const unsure = withUnsure(draft, `${target} to what is not read here`)
  const [low, high] = wish.family === 4 ? ANY_IPV4 : ANY_IPV6
  const end = target === 'SNAT' ? 'source' : 'destination'
  const translation = { end, addresses: [low, high], ports: [0, 65_535], pairwise: false } as const
  return [rule({ kind: 'translate', translation }, unsure)]
}
