import { assumedWhenUnknown, type Urgency, type UrgencyFacts, urgencyOrder } from '../urgency.ts'
import { type TablesInForce, urgencyBy } from './ask-tables.ts'
import { type AnswerItem, answerItemNames, answerItems, type CaseAnswers } from './case-answers.ts'

/** One fact that is otherwise than answered. */
export type FactChanged = {
  readonly item: AnswerItem
  readonly from: string
  readonly to: string
}

/** Facts that would together give another urgency; all of them are needed. */
export type OtherOutcome = {
  readonly changes: readonly FactChanged[]
  readonly urgency: Urgency
  readonly words: string
}

/** What would change a decision, computed by asking the tables themselves. */
export type WouldChange = {
  readonly urgency: Urgency
  /** One fact each: the nearest other value that gives a calmer outcome. */
  readonly calmer: readonly OtherOutcome[]
  readonly moreUrgent: readonly OtherOutcome[]
  /** The fewest facts that must change together, where no single one does; null where none can. */
  readonly calmerTogether: OtherOutcome | null
  readonly moreUrgentTogether: OtherOutcome | null
  /** In sentences, in the order in which a person reads them. */
  readonly words: readonly string[]
}

type Turn = 'calmer' | 'moreUrgent'

/** Exact: every fact, and where none alone does, every set of facts, is asked of the tables. */
export function whatWouldChange(tables: TablesInForce, answers: CaseAnswers): WouldChange {
  const urgency = urgencyBy(tables, answers)
  const singles = (turn: Turn) =>
    answerItemNames.flatMap((item) => nearest(tables, answers, { urgency, turn, item }))
  const calmer = singles('calmer')
  const moreUrgent = singles('moreUrgent')
  const together = (turn: Turn, found: readonly OtherOutcome[]) =>
    found.length > 0 ? null : fewest(tables, answers, { urgency, turn })
  const calmerTogether = together('calmer', calmer)
  const moreUrgentTogether = together('moreUrgent', moreUrgent)
  const sentences = (
    turn: Turn,
    alone: readonly OtherOutcome[],
    joined: OtherOutcome | null,
  ): readonly string[] => {
    if (alone.length > 0) return alone.map((one) => one.words)
    const direction = turn === 'calmer' ? 'calmer' : 'more urgent'
    if (joined === null) return [`Nothing makes it ${direction} than ${urgency}`]
    return [`No single fact makes it ${direction}; together: ${joined.words}`]
  }
  const words = [
    ...sentences('calmer', calmer, calmerTogether),
    ...sentences('moreUrgent', moreUrgent, moreUrgentTogether),
  ]
  return { urgency, calmer, moreUrgent, calmerTogether, moreUrgentTogether, words }
}

type Search = { readonly urgency: Urgency; readonly turn: Turn }

function turns({ urgency, turn }: Search, then: Urgency): boolean {
  const step = urgencyOrder.indexOf(then) - urgencyOrder.indexOf(urgency)
  return turn === 'calmer' ? step < 0 : step > 0
}

/** The values that a fact could have instead, the nearest to what counts now first. */
function othersOf(answers: CaseAnswers, item: AnswerItem): readonly FactChanged[] {
  const { values } = answerItems[item]
  const from = answers[item]
  const now = values.indexOf(countsAs(item, from))
  const distance = (value: string) => Math.abs(values.indexOf(value) - now)
  return values
    .filter((value) => value !== from)
    .toSorted((a, b) => distance(a) - distance(b))
    .map((to) => ({ item, from, to }))
}

function countsAs(item: AnswerItem, value: string): string {
  if (value !== 'unknown') return value
  const assumed = assumedWhenUnknown[item as keyof UrgencyFacts]
  return assumed ?? answerItems[item].values.at(-1) ?? ''
}

function nearest(
  tables: TablesInForce,
  answers: CaseAnswers,
  search: Search & { readonly item: AnswerItem },
): readonly OtherOutcome[] {
  for (const change of othersOf(answers, search.item)) {
    const found = tryOut(tables, answers, [change])
    if (turns(search, found.urgency)) return [found]
  }
  return []
}

/** The fewest facts; of equally many the first in the order of the questions, nearest values first. */
function fewest(tables: TablesInForce, answers: CaseAnswers, search: Search): OtherOutcome | null {
  if (!turns(search, urgencyBy(tables, allAt(search.turn)))) return null
  for (let size = 2; size <= answerItemNames.length; size += 1) {
    for (const items of subsets(answerItemNames, size)) {
      for (const changes of product(items.map((item) => othersOf(answers, item)))) {
        const then = urgencyBy(tables, changedBy(answers, changes))
        if (turns(search, then)) return outcomeOf(changes, then)
      }
    }
  }
  return null
}

/** Every fact at its calmest, or at its worst: as tables are monotone, nothing goes further. */
function allAt(turn: Turn): CaseAnswers {
  const end = turn === 'calmer' ? 0 : -1
  const all = answerItemNames.map((item) => [item, answerItems[item].values.at(end)] as const)
  return Object.fromEntries(all) as CaseAnswers
}

function tryOut(
  tables: TablesInForce,
  answers: CaseAnswers,
  changes: readonly FactChanged[],
): OtherOutcome {
  return outcomeOf(changes, urgencyBy(tables, changedBy(answers, changes)))
}

/** The answers as they would be. */
export function changedBy(answers: CaseAnswers, changes: readonly FactChanged[]): CaseAnswers {
  const changed = Object.fromEntries(changes.map(({ item, to }) => [item, to]))
  return { ...answers, ...changed } as CaseAnswers
}

function outcomeOf(changes: readonly FactChanged[], urgency: Urgency): OtherOutcome {
  const said = changes.map(({ item, from, to }) => {
    const { words } = answerItems[item]
    if (from === 'unknown') return `${words} known to be ${spoken(to)}`
    return `${words} ${spoken(to)} instead of ${spoken(from)}`
  })
  return { changes, urgency, words: `${said.join(' and ')}: ${spoken(urgency)}` }
}

function spoken(word: string): string {
  return word.replaceAll('-', ' ')
}

function* subsets<T>(all: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [at, first] of all.entries()) {
    for (const rest of subsets(all.slice(at + 1), size - 1)) yield [first, ...rest]
  }
}

function* product<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...others] = lists
  if (first === undefined) {
    yield []
    return
  }
  for (const one of first) for (const rest of product(others)) yield [one, ...rest]
}
