/** A version as plants write it: `V5.5 SP1`, `02.07.07(10)`, `1.156N`, `2014 R2 SP1 P01`, `3.x`. */
export interface Version {
  readonly text: string
  readonly parts: readonly Part[]
  readonly qualifiers: Qualifiers
  /** The firmware's own name before its number: `cpci85` in `CPCI85 V05.11`. */
  readonly label: string | null
}

export type Part =
  | { readonly kind: 'number'; readonly digits: string; readonly separator: string }
  | { readonly kind: 'letters'; readonly letters: string; readonly separator: string }
  /** `x` or `*` for a whole part. */
  | { readonly kind: 'wildcard'; readonly separator: string }
  /** `0x`: any number that starts so. */
  | { readonly kind: 'digits-then-any'; readonly digits: string; readonly separator: string }

/** Named steps after the number; each counts from nothing, so `V16` comes before `V16 Update 1`. */
export interface Qualifiers {
  readonly release: number | null
  readonly servicePack: number | null
  readonly update: number | null
  readonly hotfix: number | null
  readonly build: number | null
}

const QUALIFIER_WORDS: readonly [keyof Qualifiers, RegExp][] = [
  ['build', /(?<=[\d\s_.(-])\(?\s*build(?:\s*nr\.?)?\s*(\d{1,15})()\)?$/i],
  // `Build 4022.4` is the fourth of build 4022; it comes after the plain 4022.
  ['build', /(?<=[\d\s_.(-])\(?\s*build(?:\s*nr\.?)?\s*(\d{1,6}\.\d{1,6})()\)?$/i],
  [
    'hotfix',
    /(?<=[\d\s_.-])(?:hot\s?fix(?:\s?rev)?|hf|(?:security )?patch|p)[\s_]*(\d{1,6})([a-z]?)$/i,
  ],
  ['update', /(?<=[\d\s_.-])(?:update|upd|u)[\s_]*(\d{1,6})([a-z]?)$/i],
  ['servicePack', /(?<=[\d\s_.-])(?:service\s?pack|sp|mp|fp)[\s_]*(\d{1,6})([a-z]?)$/i],
  ['release', /(?<=\d[\s_])r(\d{1,3})()$/i],
]

const PREFIX =
  /^(?:firmware|se(?=20\d\d)|build(?= 20\d\d-)|software|version|release|revision|ver|rev|fw|sw|sv|v|r)[.:\s_]*(?=\d)/i
const TOKEN =
  /([.\-_ ()]*)(?:(\d{1,30})(x+(?![a-z]))?|(x{1,3}(?![a-z])|\*)|([a-z]{1,3}(?![a-z])))/giy
// `R2` or `SP1` alone is the tail of a version whose year or number was lost.
const FRAGMENT = /^(?:r\d|(?:sp|hf|fp|cu|ru|mp|uc|upd|rev)[ .]?\d.*)$/i
// One word of the vendor's own with two capitals at least: `HiOS`, never `august`.
const LABELLED = /^((?=\S*[A-Z]\S*[A-Z])[A-Za-z][A-Za-z/&-]{0,9}[A-Za-z]\d{0,3})[ -](v?\d.*)$/
const PARTS_MAX = 12
// Short English words that a part of letters must not swallow.
const WORDS = new Set(['to', 'and', 'or', 'of', 'if', 'on', 'all', 'for', 'the', 'in', 'by', 'not'])

// A plant has few versions and many assets that have them.
const REMEMBERED_MAX = 20_000
const remembered = new Map<string, Version | null>()

/** Reads a version, or null where the text is not one; never guesses. */
export function parseVersion(text: string): Version | null {
  if (text === newestText) return newest
  newest = recalled(text)
  newestText = text
  return newest
}

// One asset is asked by many entries in turn.
let newestText: string | null = null
let newest: Version | null = null

function recalled(text: string): Version | null {
  const before = remembered.get(text)
  if (before !== undefined) return before
  const version = readVersion(text)
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(text, version)
  return version
}

function readVersion(text: string): Version | null {
  let core = text.trim().replaceAll('_', ' ').replace(/\s+/g, ' ').replace(/\.$/, '')
  core = core.replace(/(?<=[\s(])v(?=\d)/gi, '')
  if (core.length > 80) return null
  const qualifiers: Record<keyof Qualifiers, number | null> = { ...noQualifiers }
  for (const [name, pattern] of QUALIFIER_WORDS) {
    const found = pattern.exec(core)
    if (found === null || found.index === 0) continue
    const [, counted = '', letter = ''] = found
    qualifiers[name] = stepOf(counted) * 27 + letterRank(letter)
    core = core.slice(0, found.index).replace(/[\s._-]+$/, '')
  }
  if (FRAGMENT.test(core)) return null
  const own = core.replace(PREFIX, '')
  const plain = partsOf(own)
  if (plain !== null) return { text: text.trim(), parts: plain, qualifiers, label: null }
  const [, label = '', number = ''] = LABELLED.exec(own) ?? []
  const parts = label === '' ? null : partsOf(number.replace(PREFIX, ''))
  return parts === null
    ? null
    : { text: text.trim(), parts, qualifiers, label: label.toLowerCase().replace(/[^a-z0-9]/g, '') }
}

/** A revision of letters alone, `W` or `LF`; only where the place says that it is a version. */
export function parseRevision(text: string): Version | null {
  const [, letters = ''] = /^(?:rev(?:ision|\.)? )?([A-Za-z]{1,2})$/i.exec(text.trim()) ?? []
  if (letters === '' || WORDS.has(letters.toLowerCase())) return null
  const part: Part = { kind: 'letters', letters: letters.toLowerCase(), separator: '' }
  return { text: text.trim(), parts: [part], qualifiers: noQualifiers, label: null }
}

/** `4022.4` counts as the fourth step within 4022. */
function stepOf(counted: string): number {
  const [whole = '', within = '0'] = counted.split('.')
  return Number(whole) + Number(within) / 1_000_000
}

const noQualifiers: Qualifiers = {
  release: null,
  servicePack: null,
  update: null,
  hotfix: null,
  build: null,
}

function letterRank(letter: string): number {
  return letter === '' ? 0 : letter.toLowerCase().charCodeAt(0) - 96
}

function partsOf(core: string): readonly Part[] | null {
  const parts: Part[] = []
  const token = new RegExp(TOKEN)
  let end = 0
  for (let found = token.exec(core); found !== null; found = token.exec(core)) {
    const part = partOf(found)
    if (part.kind === 'letters' && WORDS.has(part.letters)) return null
    parts.push(part)
    end = token.lastIndex
  }
  const rest = core.slice(end)
  const hasNumber = parts.some(({ kind }) => kind === 'number' || kind === 'digits-then-any')
  return hasNumber && parts.length <= PARTS_MAX && /^\)?$/.test(rest) ? parts : null
}

function partOf(found: RegExpExecArray): Part {
  // A closing bracket says no more than that a part ended.
  const separator =
    (found[1] ?? '').replaceAll(')', '').trim() || (/ /.test(found[1] ?? '') ? ' ' : '')
  const [, , digits, any, wildcard, letters] = found
  if (digits !== undefined) {
    return { kind: any === undefined ? 'number' : 'digits-then-any', digits, separator }
  }
  if (wildcard !== undefined) return { kind: 'wildcard', separator }
  return { kind: 'letters', letters: (letters ?? '').toLowerCase(), separator }
}
