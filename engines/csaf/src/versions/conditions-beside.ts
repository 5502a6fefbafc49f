import { parseRevision, parseVersion, type Version } from './version.ts'
import type { Interval, Requirement } from './version-condition.ts'

export interface Split {
  readonly core: string
  /** Null where the words could as well add versions as take some away. */
  readonly requirements: readonly Requirement[] | null
}

const NARROWING = 'only|if|when|with|using|running|operating|affected|on|without'
const IN_BRACKETS = new RegExp(`\\s*\\(([^()]*\\b(?:${NARROWING})\\b[^()]*)\\)$`, 'i')
const BEHIND = /(?:^|\s)((?:only|if|when|with|using|running|operating|on|without|in)\b.*)$/i
const AND_COMPONENT = /\s(and [a-z][\w /()-]*? ?(?:<=|>=|<|>) ?[^<>|]+)$/i
// What a product is called, or what belongs to it; it neither adds nor takes away a version.
const REMARK =
  /\s*\((?:incl(?:uding|\.)?|formerly|also|all|end[- ]of[- ]life|eol|integrated into|part of)\b[^()]*\)$/i
const IN_BRACKETS_AT_ALL = /(?<=\d[\w.]*|\*)\s*\(([^()<>|]*[A-Za-z]{3,}[^()<>|]*)\)$/
// Words that add products or versions instead of taking some away.
const WIDENING =
  /\b(?:also|prior|earlier|later|newer|older|above|below|previous|other|including|or software)\b/i
const NUMBERING = /\b(?:build|revision|firmware|version|prior)\b/i

/** Splits off what an entry asks beside the version. */
export function splitCondition(text: string): Split {
  const plain = withoutRemark(text)
  const component = AND_COMPONENT.exec(plain)
  if (component !== null && !/^and (?:all|versions?)\b/i.test(component[1] ?? '')) {
    const bound = boundIn((component[1] ?? '').slice(4))
    const core = plain.slice(0, component.index).trim()
    return { core, requirements: bound === null ? null : [bound] }
  }
  const found = IN_BRACKETS.exec(plain) ?? remarkIn(plain) ?? BEHIND.exec(plain)
  if (found !== null) {
    const words = found[1] ?? ''
    const core = withoutRemark(plain.slice(0, found.index).trim())
    return { core, requirements: WIDENING.test(words) ? null : requirementsOf(words) }
  }
  return { core: plain, requirements: [] }
}

function withoutRemark(text: string): string {
  const found = REMARK.exec(text)
  return found === null || NUMBERING.test(found[0]) ? text : text.slice(0, found.index)
}

/** `< 2.1.0 (Windows and Linux)`: what is meant by it is for a person, the bound is not. */
function remarkIn(text: string): RegExpExecArray | null {
  const found = IN_BRACKETS_AT_ALL.exec(text)
  return found === null || NUMBERING.test(found[1] ?? '') ? null : found
}

const FLAG =
  /^(?:only )?(?:if|when) (.+?) (?:is|are) (?:used|enabled|installed|activated|configured|active)$/i
const ONE_OF = /^(\.?[a-z]+) ((?:\d[\d.]*(?:,| and| or)? ?)+)(?:[a-z]+ )?(?:versions )?only$/i
const PRESENCE =
  /^(?:only )?(?:with|using|in|when using|when running on|running on|running) (?:an? |the )?([^<>=]+?)$/i
const ON_WINDOWS = /^(.*\d\S*) (on [A-Z][\w ]*)$/

function requirementsOf(words: string): readonly Requirement[] {
  const flag = FLAG.exec(words)
  if (flag !== null) return [{ kind: 'component-flag', name: flag[1] ?? '' }]
  const list = ONE_OF.exec(words)
  if (list !== null) {
    const values = (list[2] ?? '').split(/,|\band\b|\bor\b| /i).filter((value) => value !== '')
    return [{ kind: 'component-one-of', name: list[1] ?? '', values }]
  }
  const [, before = words, platform] = ON_WINDOWS.exec(words) ?? []
  const bound = /^with /i.test(before) ? boundIn(before.slice(5)) : null
  if (bound !== null) {
    return platform === undefined ? [bound] : [bound, { kind: 'words', text: platform }]
  }
  const present = PRESENCE.exec(words)
  return present === null || /\b(?:not|without|only)\b|\d\.\d/.test(present[1] ?? '')
    ? [{ kind: 'words', text: words }]
    : [{ kind: 'component-flag', name: present[1] ?? '' }]
}

const BOUND = /^([a-z][\w /()-]*?) ?(<=|>=|<|>) ?([^<>|]+)$/i

function boundIn(words: string): Requirement | null {
  const found = BOUND.exec(words)
  const interval = found === null ? null : oneSided(found[2] ?? '', found[3] ?? '')
  return interval === null ? null : { kind: 'component-bound', name: found?.[1] ?? '', interval }
}

/** `<= 3` as an interval; null where the bound is no version. */
export function oneSided(operator: string, bound: string): Interval | null {
  const version: Version | null = parseVersion(bound) ?? parseRevision(bound)
  if (version === null) return null
  const end = { version, inclusive: operator.endsWith('=') }
  return operator.startsWith('<') ? { low: null, high: end } : { low: end, high: null }
}
