import type { ConfigurationText } from '../../network-file.ts'
import type { Place } from '../configuration.ts'
import { linesOf } from '../configuration.ts'
import { wordsOf } from '../iptables/words.ts'

/** One name of the configuration and what stands below it; a value is a name with nothing below. */
export type Node = Place & { readonly name: string; readonly below: Map<string, Node> }

export type Unread = Place & { readonly why: string }

export type Tree = { readonly root: Node; readonly unread: readonly Unread[] }

const DEPTH_MAX = 60

/** `set …` lines or the XML of a configuration, as one tree. */
export function treeOf(texts: readonly ConfigurationText[]): Tree {
  const root = nodeOf('', { file: texts[0]?.file ?? '', line: 0 })
  const unread: Unread[] = []
  for (const one of texts) {
    if (/^\s*</.test(one.text)) readXml(one, root, unread)
    else readSetLines(one, root, unread)
  }
  return { root, unread }
}

function nodeOf(name: string, place: Place): Node {
  return { name, file: place.file, line: place.line, below: new Map() }
}

function childOf(parent: Node, name: string, place: Place): Node {
  const known = parent.below.get(name)
  if (known !== undefined) return known
  const made = nodeOf(name, place)
  parent.below.set(name, made)
  return made
}

function readSetLines(one: ConfigurationText, root: Node, unread: Unread[]): void {
  for (const line of linesOf([one])) {
    const text = line.text.trim()
    if (text === '' || text.startsWith('#')) continue
    const words = wordsOf(text)
    if (words?.[0] === 'move' && move(root, words.slice(1))) continue
    if (words === null || words[0] !== 'set') {
      unread.push({ file: line.file, line: line.line, why: `"${text}"` })
      continue
    }
    insert(root, words.slice(1), line)
  }
}

/** `move PATH NAME top|bottom` or `before|after OTHER`; false where it is not one. */
function move(root: Node, words: readonly string[]): boolean {
  const last = words.at(-1) ?? ''
  const isEnd = last === 'top' || last === 'bottom'
  const path = words.slice(0, isEnd ? -2 : -3)
  const [name = '', where = '', other = ''] = words.slice(isEnd ? -2 : -3)
  const parent = at(root, ...path)
  const node = parent?.below.get(name)
  if (parent === undefined || node === undefined) return false
  const rest = [...parent.below].filter(([key]) => key !== name)
  let place = where === 'top' ? 0 : rest.length
  if (!isEnd) {
    const found = rest.findIndex(([key]) => key === other)
    if (found < 0 || (where !== 'before' && where !== 'after')) return false
    place = where === 'before' ? found : found + 1
  }
  parent.below.clear()
  for (const [key, value] of rest.toSpliced(place, 0, [name, node])) parent.below.set(key, value)
  return true
}

function insert(root: Node, words: readonly string[], place: Place): void {
  let node = root
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string
    if (word === '[') {
      const end = words.indexOf(']', at)
      for (const value of words.slice(at + 1, end < 0 ? undefined : end))
        childOf(node, value, place)
      return
    }
    node = childOf(node, word, place)
  }
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*"[^"]*")*)\s*(\/?)>|([^<]+)|(<)/g

/** Elements, names of entries and texts; no document types and no entities but the five of XML. */
function readXml(one: ConfigurationText, root: Node, unread: Unread[]): void {
  const { file, text } = one
  const stack: { readonly node: Node; readonly tag: string }[] = [{ node: root, tag: '' }]
  let line = 1
  for (const found of text.matchAll(TOKEN)) {
    const [whole, closing, tag, attributes = '', empty, words, stray] = found
    const place = { file, line }
    for (const letter of whole) if (letter === '\n') line += 1
    const top = stack.at(-1) as { node: Node; tag: string }
    if (stray !== undefined)
      return void unread.push({ ...place, why: 'a "<" that begins no element' })
    if (words !== undefined) {
      const value = plain(words.trim())
      if (value !== '' && top.tag !== '') childOf(top.node, value, place)
    } else if (tag !== undefined && closing === '/') {
      if (top.tag !== tag)
        return void unread.push({ ...place, why: `</${tag}> closes <${top.tag}>` })
      stack.pop()
    } else if (tag !== undefined) {
      if (stack.length > DEPTH_MAX) return void unread.push({ ...place, why: 'elements too deep' })
      const [, name] = /\sname\s*=\s*"([^"]*)"/.exec(attributes) ?? []
      const isPlain = tag === 'member' || tag === 'response' || tag === 'result'
      const label = tag === 'entry' ? plain(name ?? '') : tag
      const node =
        isPlain || (tag === 'entry' && name === undefined)
          ? top.node
          : childOf(top.node, label, place)
      if (empty !== '/') stack.push({ node, tag })
    }
  }
  if (stack.length > 1) unread.push({ file, line, why: `<${stack.at(-1)?.tag}> has no end` })
}

function plain(text: string): string {
  const names: Readonly<Record<string, string>> = {
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
  }
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => names[name] as string)
}

export function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>((sum, name) => sum?.below.get(name), node)
}

/** The names below a setting: its values. */
export function values(node: Node | undefined, key: string): readonly string[] {
  return [...(node?.below.get(key)?.below.keys() ?? [])]
}

export function value(node: Node | undefined, key: string): string | undefined {
  return values(node, key)[0]
}
