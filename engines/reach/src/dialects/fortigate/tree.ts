import type { ConfigurationText } from '../../network-file.ts'
import { linesOf, type Place } from '../configuration.ts'
import { wordsOf } from '../iptables/words.ts'

export type Setting = Place & { readonly key: string; readonly values: readonly string[] }

/** `config PATH`, and what is set and edited in it. */
export type Section = Place & {
  readonly path: string
  readonly settings: readonly Setting[]
  readonly edits: readonly Edit[]
  readonly sections: readonly Section[]
  /** `move A before B`, in order. */
  readonly moves: readonly Move[]
}

export type Move = {
  readonly name: string
  readonly where: 'before' | 'after'
  readonly other: string
}

/** `edit NAME` with its settings, in the order of the configuration. */
export type Edit = Place & {
  readonly name: string
  readonly settings: readonly Setting[]
  readonly sections: readonly Section[]
}

export type Unread = Place & { readonly text: string }

type Open = {
  readonly kind: 'config' | 'edit'
  readonly name: string
  readonly place: Place
  readonly settings: Setting[]
  readonly edits: Edit[]
  readonly sections: Section[]
  readonly moves: Move[]
}

/** The tree of `config`, `edit`, `set`, `next` and `end`; quoted words may go over lines. */
export function treeOf(texts: readonly ConfigurationText[]): {
  readonly sections: readonly Section[]
  readonly unread: readonly Unread[]
} {
  const unread: Unread[] = []
  const root = opened('config', '', { file: '', line: 0 })
  const stack: Open[] = [root]
  const close = () => {
    const done = stack.pop()
    const parent = stack.at(-1)
    if (done === undefined || parent === undefined) return
    const { name, place, settings, edits, sections, moves } = done
    if (done.kind === 'config') {
      parent.sections.push({ ...place, path: name, settings, edits, sections, moves })
    } else {
      parent.edits.push({ ...place, name, settings, sections })
    }
  }
  for (const { file, line, text, words } of statementsOf(texts)) {
    const top = stack.at(-1) as Open
    const place = { file, line }
    const [verb = '', ...rest] = words
    if (verb === 'config') stack.push(opened('config', rest.join(' '), place))
    else if (verb === 'edit' && top.kind === 'config')
      stack.push(opened('edit', rest[0] ?? '', place))
    else if (verb === 'set' && rest[0] !== undefined) {
      top.settings.push({ ...place, key: rest[0], values: rest.slice(1) })
    } else if (verb === 'move' && top.kind === 'config' && isMove(rest))
      top.moves.push(moveOf(rest))
    else if (verb === 'unset') continue
    else if (verb === 'next' && top.kind === 'edit') close()
    else if (verb === 'end' && stack.length > 1) {
      if (top.kind === 'edit') close()
      if (stack.length > 1) close()
    } else unread.push({ file, line, text })
  }
  if (stack.length > 1) {
    const last = stack.at(-1) as Open
    unread.push({ ...last.place, text: `${last.kind} ${last.name} has no end` })
    while (stack.length > 1) close()
  }
  return { sections: root.sections, unread }
}

function isMove([name, where, other]: readonly string[]): boolean {
  return name !== undefined && (where === 'before' || where === 'after') && other !== undefined
}

function moveOf([name = '', where, other = '']: readonly string[]): Move {
  return { name, where: where === 'after' ? 'after' : 'before', other }
}

function opened(kind: Open['kind'], name: string, place: Place): Open {
  return { kind, name, place, settings: [], edits: [], sections: [], moves: [] }
}

function* statementsOf(texts: readonly ConfigurationText[]) {
  let pending: { readonly place: Place; readonly text: string } | null = null
  for (const line of linesOf(texts)) {
    const joined: string = pending === null ? line.text.trim() : `${pending.text}\n${line.text}`
    const place: Place = pending?.place ?? { file: line.file, line: line.line }
    if (pending === null && (joined === '' || joined.startsWith('#'))) continue
    const words = wordsOf(joined)
    if (words === null) {
      pending = { place, text: joined }
      continue
    }
    pending = null
    yield { ...place, text: joined, words }
  }
  if (pending !== null) yield { ...pending.place, text: pending.text, words: ['?'] }
}
