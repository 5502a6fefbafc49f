import type { Advisory, Remediation } from './advisory.ts'
import type { FirmwareLine } from './asset-facts.ts'
import { parseVersion } from './versions/version.ts'

/** A version that the advisory offers as repaired, with the words that say so. */
export interface FixedVersion {
  readonly version: string
  readonly line: FirmwareLine | null
  readonly from: 'vendor_fix text' | 'product_status.fixed' | 'product_status.first_fixed'
  readonly text: string
}

/**
 * Whether an update can be taken back; `unknown` is the ordinary case, as hardly any advisory
 * says.
 */
export interface Reversibility {
  readonly verdict: 'one-way' | 'unknown'
  readonly quote: string | null
}

const STEP = 'sp|service pack|update|upd|hf|hotfix|patch|r|build'
const WORDS = String.raw`[\w/&-]+ `
const UPDATE = String.raw`\b(?:updat|upgrad|mov|migrat)\w*\b[^.;]{0,80}?\bto `
const SOFTWARE = '(?:the )?(?:fixed |latest )?(?:firmware |software )?'
const RELEASE = '(?:version |release |revision )'
// A version, and its named steps: "V16 Update 3", "2014 R2 SP1".
const VERSION = String.raw`((?:v|sv|r|fw)?\d[\w.()]*(?:[ _-]?(?:${STEP}) ?\d+[a-z]?)*)`

const OFFERS: readonly RegExp[] = [
  `${UPDATE}(?:${WORDS}){1,5}(?:version|release|revision):? ${VERSION}`,
  `${UPDATE}${SOFTWARE}${RELEASE}?${VERSION}`,
  String.raw`\b(?:released|produced|published) (?:${WORDS}){0,6}?(?:version |firmware |v)${VERSION}`,
  String.raw`\binstall ${SOFTWARE}${RELEASE}?${VERSION}`,
  String.raw`\b${VERSION} (?:includes|contains) (?:a|the) fix\b`,
  String.raw`\b(?:fixed|corrected|resolved|addressed) in ${SOFTWARE}${RELEASE}?${VERSION}`,
  `^${SOFTWARE}${RELEASE}?${VERSION} (?:or later|or newer|and later)`,
].map((pattern) => new RegExp(pattern, 'gi'))

/** Every repaired version that the advisory names for a product, each once. */
export function fixedVersions(advisory: Advisory, productId: string): readonly FixedVersion[] {
  const found = [
    ...fixesOf(advisory, productId).flatMap(({ details }) => offersIn(details)),
    ...listedAsFixed(advisory, productId),
  ]
  const byKey = new Map(found.map((one) => [`${one.version}|${one.line}|${one.from}`, one]))
  return [...byKey.values()]
}

function fixesOf({ vulnerabilities }: Advisory, productId: string): readonly Remediation[] {
  return vulnerabilities
    .flatMap(({ remediations }) => remediations)
    .filter((one) => one.category === 'vendor_fix' && one.productIds.includes(productId))
}

function offersIn(details: string): readonly FixedVersion[] {
  return sentencesOf(details).flatMap((sentence) =>
    OFFERS.flatMap((pattern) =>
      [...sentence.matchAll(pattern)].flatMap(([, version = '']) => {
        const text = version.replace(/[.)]+$/, (end) =>
          version.includes('(') ? end.replace('.', '') : '',
        )
        if (parseVersion(text) === null) return []
        return [
          {
            version: text,
            line: lineIn(sentence),
            from: 'vendor_fix text' as const,
            text: sentence,
          },
        ]
      }),
    ),
  )
}

/** A line only where the sentence names one, and just one. */
function lineIn(sentence: string): FirmwareLine | null {
  const unsigned = /\bunsigned\b/i.test(sentence)
  const signed = /\bsigned\b/i.test(sentence)
  if (unsigned === signed) return null
  return unsigned ? 'unsigned' : 'signed'
}

function listedAsFixed({ products, vulnerabilities }: Advisory, productId: string): FixedVersion[] {
  const own = products.find((product) => product.productId === productId)
  if (own === undefined) return []
  return (['fixed', 'first_fixed'] as const).flatMap((status) =>
    vulnerabilities
      .filter(({ productStatus }) => concerns(productStatus, productId))
      .flatMap(({ productStatus }) => productStatus[status])
      .flatMap((id) => products.filter((product) => product.productId === id))
      .filter(({ vendor, productName }) => vendor === own.vendor && productName === own.productName)
      .flatMap(({ versionText, versionCategory, name }) =>
        versionText === null || versionCategory !== 'product_version'
          ? []
          : [
              {
                version: versionText,
                line: null,
                from: `product_status.${status}` as const,
                text: name,
              },
            ],
      ),
  )
}

function concerns(status: Readonly<Record<string, readonly string[]>>, productId: string): boolean {
  return Object.values(status).some((ids) => ids.includes(productId))
}

const BACK = 'revert(?:ed|ing)?|downgrad(?:e|ed|ing)|roll(?:ed|ing)? ?back|(?:go|going) back|return'
const REFUSED = 'not (?:possible|supported|allowed|permitted)|impossible|blocked|prevented'

// Ways in which vendors say that there is no way back. "Not possible to exploit" must not match.
const ONE_WAY: readonly RegExp[] = [
  String.raw`\b(?:not (?:be )?possible|impossible|unable|not able) to (?:${BACK})\b`,
  String.raw`\b(?:cannot|can not|can't|may not|must not) (?:be )?(?:${BACK})\b`,
  String.raw`\b(?:${BACK})\b[^.]{0,60}\b(?:is|are) (?:${REFUSED})\b`,
  String.raw`\b(?:irreversible|one-way (?:update|upgrade)|no way back)\b`,
  String.raw`\baccepts? only signed\b`,
].map((pattern) => new RegExp(pattern, 'i'))

/** Whether the update of a product is said to be one-way, with the sentence that says it. */
export function reversibility(advisory: Advisory, productId: string): Reversibility {
  const concerned = advisory.vulnerabilities.flatMap(({ remediations }) =>
    remediations.filter((one) => one.productIds.includes(productId)),
  )
  const quote = concerned
    .flatMap(({ details }) => sentencesOf(details))
    .find((sentence) => ONE_WAY.some((pattern) => pattern.test(sentence)))
  return quote === undefined ? { verdict: 'unknown', quote: null } : { verdict: 'one-way', quote }
}

// The feed controls this string: no pattern may run over a sentence without end.
const SENTENCE_LENGTH_MAX = 2000

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!)])\s+(?=[A-Z])|;\s|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && sentence.length <= SENTENCE_LENGTH_MAX)
}
