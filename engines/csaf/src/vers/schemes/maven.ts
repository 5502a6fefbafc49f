import { compareDigits, compareText, isDigits, totalScheme } from '../scheme.ts'

/** A number, a word, or what a hyphen or a change between digits and letters begins. */
type Item =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'list'; readonly items: Item[] }

const WORDS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp']
const ALIASES = new Map([
  ['ga', ''],
  ['final', ''],
  ['release', ''],
  ['cr', 'rc'],
])
// Only straight before a digit: 1a1 is an alpha, 1a is not.
const SHORT = new Map([
  ['a', 'alpha'],
  ['b', 'beta'],
  ['m', 'milestone'],
])

/** Apache Maven, by its version order: hyphens nest, known words come before or after a release. */
export const maven = totalScheme({
  read: (version) => (/^[0-9A-Za-z._+-]+$/.test(version) ? readMaven(version) : null),
  wants: 'a version of Maven such as 1.2.3-beta-2',
  order: compareItemLists,
})

type ListItem = Extract<Item, { kind: 'list' }>

function readMaven(version: string): ListItem {
  const root: ListItem = { kind: 'list', items: [] }
  const lists = [root]
  let list = root
  const nest = () => {
    const next: ListItem = { kind: 'list', items: [] }
    list.items.push(next)
    lists.push(next)
    list = next
  }
  const text = version.toLowerCase()
  const token = /([.-])|\d+|[^\d.-]+/g
  let isEmpty = true
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const mark = found[1]
    if (mark !== undefined) {
      if (isEmpty) list.items.push({ kind: 'number', digits: '0' })
      if (mark === '-') nest()
      isEmpty = true
      continue
    }
    const next = text[found.index + found[0].length] ?? ''
    list.items.push(itemOf(found[0], isDigits(next)))
    isEmpty = false
    if (next !== '' && next !== '.' && next !== '-') nest()
  }
  for (const each of lists.reverse()) trim(each)
  return root
}

function itemOf(text: string, beforeDigit: boolean): Item {
  if (isDigits(text)) return { kind: 'number', digits: text }
  const long = beforeDigit ? (SHORT.get(text) ?? text) : text
  return { kind: 'word', word: ALIASES.get(long) ?? long }
}

/** Takes away what means nothing at the end of a list, and before a nested list. */
function trim({ items }: ListItem): void {
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at] as Item
    if (isNothing(item)) items.splice(at, 1)
    else if (item.kind !== 'list') break
  }
}

function isNothing(item: Item): boolean {
  if (item.kind === 'number') return /^0+$/.test(item.digits)
  return item.kind === 'word' ? item.word === '' : item.items.length === 0
}

function compareItemLists(left: ListItem, right: ListItem): number {
  for (let at = 0; at < Math.max(left.items.length, right.items.length); at++) {
    const [one, other] = [left.items[at], right.items[at]]
    const order = one === undefined ? -compareItem(other, one) : compareItem(one, other)
    if (order !== 0) return order
  }
  return 0
}

function compareItem(one: Item | undefined, other: Item | undefined): number {
  if (one === undefined) return 0
  switch (one.kind) {
    case 'number':
      if (other === undefined) return isNothing(one) ? 0 : 1
      return other.kind === 'number' ? compareDigits(one.digits, other.digits) : 1
    case 'word':
      if (other === undefined) return compareWords(one.word, '')
      return other.kind === 'word' ? compareWords(one.word, other.word) : -1
    case 'list':
      if (other === undefined) return compareItem(one.items[0], undefined)
      if (other.kind === 'list') return compareItemLists(one, other)
      return other.kind === 'number' ? -1 : 1
  }
}

function compareWords(left: string, right: string): number {
  return rankOf(left) - rankOf(right) || (WORDS.includes(left) ? 0 : compareText(left, right))
}

function rankOf(word: string): number {
  const rank = WORDS.indexOf(word)
  return rank < 0 ? WORDS.length : rank
}
