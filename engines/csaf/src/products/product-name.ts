import { plainText } from './vendor-name.ts'

/** A product name taken apart for comparison. */
export interface NameParts {
  readonly tokens: ReadonlySet<string>
  /** Without blanks: `FactoryTalk` and `Factory Talk` are one. */
  readonly joined: string
  /** `Series A`, `Series A, B`: the revisions meant; empty where the name says none. */
  readonly series: readonly string[]
  /** `hardware version 5.0` */
  readonly hardware: string | null
  /** `V16` in `WinCC V16`: the release that the product is named for. */
  readonly release: string | null
}

// Words that vendors add or leave out without meaning another product.
const GENERIC = new Set(
  (
    'a all and allen bradley component components controller controllers cpu cpus device devices families ' +
    'family firmware for incl including industrial module modules modicon of or plc plcs product products ' +
    'related series simatic siplus software switch switches system the variant variants version versions with'
  ).split(' '),
)

const SERIES =
  /\b[Ss](?:eries|ERIES|er\.)\s+([A-Z](?:(?:\s*[,/&]\s*|\s+and\s+|\s+or\s+|\s*,\s*and\s+)[A-Z])*)(?![\w-])/
const HARDWARE = /\b(?:hardware|hw)[ -](?:version|revision|rev\.?)\s*v?(\d+(?:\.\d+)*)/i
const RELEASE = /(?:^|\s)v(\d+(?:\.\d+)*)(?=\s|$|[,)])/i
const CATALOGUE_SERIES = /(?<=[A-Z0-9])\/([A-Z])(?=\s|$)/

const taken = new Map<string, NameParts>()
const TAKEN_AT_MOST = 20_000

/** The same names come again and again, from advisories and from assets. */
export function partsOfName(name: string, vendor: string): NameParts {
  const key = `${vendor}\n${name}`
  const before = taken.get(key)
  if (before !== undefined) return before
  const parts = takeApart(name, vendor)
  if (taken.size >= TAKEN_AT_MOST) taken.clear()
  taken.set(key, parts)
  return parts
}

function takeApart(name: string, vendor: string): NameParts {
  const hardware = HARDWARE.exec(name)?.[1] ?? null
  const written = name.replace(HARDWARE, ' ')
  const series = (SERIES.exec(written)?.[1] ?? CATALOGUE_SERIES.exec(written)?.[1] ?? '')
    .split(/[^A-Z]+/)
    .filter((letter) => letter !== '')
  const release = RELEASE.exec(written)?.[1] ?? null
  const rest = plainText(
    written
      .replace(SERIES, ' ')
      .replace(CATALOGUE_SERIES, ' ')
      .replace(RELEASE, ' ')
      .replace(/\((?:incl|including|all)\b[^()]*\)/gi, ' ')
      // A controller that is software is another product than the controller.
      .replace(/\bsoftware controller\b/gi, 'softwarecontroller'),
  )
  const vendorWords = new Set(vendor.split(' '))
  const words = rest.split(/[^a-z0-9]+/).filter((word) => word !== '' && !GENERIC.has(word))
  const own = words.filter((word) => !vendorWords.has(word))
  const tokens = new Set((own.length > 0 ? own : words).map(singular))
  return { tokens, joined: [...tokens].join(''), series, hardware, release }
}

/** `Stations` and `Station` are one word. */
function singular(word: string): string {
  return word.length > 4 && /[a-z]{4}s$/.test(word) && !word.endsWith('ss')
    ? word.slice(0, -1)
    : word
}

/** `same`: the same words. `part`: one name is a part of the other, so it may mean it. */
export function compareNames(one: NameParts, other: NameParts): 'same' | 'part' | 'different' {
  const [short, long] = one.tokens.size <= other.tokens.size ? [one, other] : [other, one]
  if (short.tokens.size === 0) return 'different'
  if (short.joined === long.joined) return 'same'
  let telling = false
  for (const token of short.tokens) {
    if (!long.tokens.has(token)) return 'different'
    telling ||= token.length >= 4 || /\d/.test(token)
  }
  if (short.tokens.size === long.tokens.size) return 'same'
  return telling ? 'part' : 'different'
}

/** Single models are named by digits; a name without any says a product line at best. */
export function hasModelToken({ tokens }: NameParts): boolean {
  return [...tokens].some((token) => /\d/.test(token))
}
