import {
  EXTENDED_LANGUAGES,
  GRANDFATHERED,
  LANGUAGES_OF_THREE_LETTERS,
  LANGUAGES_OF_TWO_LETTERS,
  REGIONS,
  SCRIPTS,
  VARIANTS,
} from './data/language-subtags.ts'
import { shown } from './fault.ts'
import { keptAnswers } from './kept-answers.ts'
import { wordSet } from './word-list.ts'

interface Registry {
  readonly languages: ReadonlySet<string>
  readonly extended: ReadonlySet<string>
  readonly scripts: ReadonlySet<string>
  readonly regions: ReadonlySet<string>
  readonly variants: ReadonlySet<string>
  readonly grandfathered: ReadonlySet<string>
}

let made: Registry | null = null

// Made at the first use: most programs that import the package never judge a language.
function registry(): Registry {
  made ??= {
    languages: new Set([...wordSet(LANGUAGES_OF_TWO_LETTERS), ...languagesOfThreeLetters()]),
    extended: wordSet(EXTENDED_LANGUAGES),
    scripts: wordSet(SCRIPTS.toLowerCase()),
    regions: wordSet(REGIONS.toLowerCase()),
    variants: wordSet(VARIANTS.toLowerCase()),
    grandfathered: wordSet(GRANDFATHERED.toLowerCase()),
  }
  return made
}

function languagesOfThreeLetters(): readonly string[] {
  return [...wordSet(LANGUAGES_OF_THREE_LETTERS)].flatMap((group) => {
    const [start = '', thirds = ''] = group.split(':')
    return Array.from(thirds, (third) => start + third)
  })
}

// The registry names these ranges whole, for agreement between two parties.
const isPrivateLanguage = (part: string) => /^q[a-t][a-z]$/.test(part)
const isPrivateScript = (part: string) => /^qa(?:a[a-z]|b[a-x])$/.test(part)
const isPrivateRegion = (part: string) => /^(?:q[m-z]|x[a-z])$/.test(part)

/** What is wrong with a language tag by BCP 47 and the IANA registry, or null. */
export const languageFault: (tag: string) => string | null = keptAnswers(faultOf)

function faultOf(tag: string): string | null {
  const whole = tag.toLowerCase()
  const { languages, extended, scripts, regions, variants, grandfathered } = registry()
  if (languages.has(whole) || grandfathered.has(whole)) return null
  const [language = '', ...parts] = whole.split('-')
  if (language === 'x' && parts.length > 0) return null
  const unknown = (kind: string, part: string) =>
    `${shown(tag)}: ${shown(part)} is not a registered ${kind}`
  if (!languages.has(language) && !isPrivateLanguage(language)) return unknown('language', language)
  let at = 0
  for (; /^[a-z]{3}$/.test(parts[at] ?? ''); at++) {
    if (!extended.has(parts[at] ?? '')) return unknown('extended language', parts[at] ?? '')
  }
  if (/^[a-z]{4}$/.test(parts[at] ?? '')) {
    const script = parts[at++] ?? ''
    if (!scripts.has(script) && !isPrivateScript(script)) return unknown('script', script)
  }
  if (/^(?:[a-z]{2}|\d{3})$/.test(parts[at] ?? '')) {
    const region = parts[at++] ?? ''
    if (!regions.has(region) && !isPrivateRegion(region)) return unknown('region', region)
  }
  for (; /^(?:[a-z0-9]{5,8}|\d[a-z0-9]{3})$/.test(parts[at] ?? ''); at++) {
    if (!variants.has(parts[at] ?? '')) return unknown('variant', parts[at] ?? '')
  }
  return extensionFault(tag, parts.slice(at))
}

/** RFC 6067 registered `u`, RFC 6497 `t`; behind `x` everything is private. */
function extensionFault(tag: string, parts: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const [i, part] of parts.entries()) {
    if (part === 'x') return null
    if (part.length > 1) {
      if (i === 0) return `${shown(tag)}: ${shown(part)} stands where no subtag of its kind may`
      continue
    }
    if (part !== 'u' && part !== 't')
      return `${shown(tag)}: ${shown(part)} opens no known extension`
    if (seen.has(part)) return `${shown(tag)}: the extension ${shown(part)} stands twice`
    seen.add(part)
  }
  return null
}

/** Whether a part of the tag is for private use: `x-`, or one of the private ranges. */
export function isPrivateTag(tag: string): boolean {
  const [language = '', ...parts] = tag.toLowerCase().split('-')
  if (language === 'x' || isPrivateLanguage(language)) return true
  const end = parts.findIndex((part) => part.length === 1)
  if (end >= 0 && parts[end] === 'x') return true
  return (end < 0 ? parts : parts.slice(0, end)).some(
    (part) => isPrivateScript(part) || isPrivateRegion(part) || part === 'aa' || part === 'zz',
  )
}
