import type { Advisory, Remediation } from './advisory.ts'
import type { FirmwareLine } from './asset-facts.ts'
import { parseVersion } from './version.ts'

/** A version that the advisory offers as repaired, with the words that say so. */
export interface FixedVersion {
  readonly version: string
  readonly line: FirmwareLine | null
  readonly from: 'vendor_fix text' | 'product_status.fixed' | 'product_status.first_fixed'
  readonly text: string
}

/** Whether an update can be taken back; `unknown` is the ordinary case, as hardly any advisory says. */
export interface Reversibility {
  readonly verdict: 'one-way' | 'unknown'
  readonly quote: string | null
}

// A version, and its named steps: "V16 Update 3", "2014 R2 SP1".
const VERSION_WORDS = String.raw`(?:v|sv|r|fw)?\d[\w.()]*(?:[ _-]?(?:sp|service pack|update|upd|hf|hotfix|patch|r|build) ?\d+[a-z]?)*`
const OFFERS: readonly RegExp[] = [
  new RegExp(String.raw`\b(${VERSION_WORDS}) (?:includes|contains) (?:a|the) fix\b`, 'gi'),
  new RegExp(
    String.raw`\b(?:updat|upgrad|mov|migrat)\w*\b[^.;]{0,80}?\bto (?:the )?(?:fixed |latest )?(?:firmware |software )?(?:version |release |revision )?(${VERSION_WORDS})`,
    'gi',
  ),
  new RegExp(
    String.raw`\b(?:fixed|corrected|resolved|addressed|remediated) in (?:firmware |software )?(?:version |release |revision )?(${VERSION_WORDS})`,
    'gi',
  ),
  new RegExp(
    `^(?:install )?(?:firmware |software )?(?:version |release )?(${VERSION_WORDS}) (?:or later|or newer|and later)`,
    'gi',
  ),
]

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

// Ways in which vendors say that there is no way back. "Not possible to exploit" must not match.
const ONE_WAY: readonly RegExp[] = [
  /\b(?:not (?:be )?possible|impossible|unable|not able) to (?:revert|downgrade|roll ?back|go back|return)\b/i,
  /\b(?:cannot|can not|can't|may not|must not) (?:be )?(?:revert(?:ed)?|downgrad(?:e|ed)|roll(?:ed)? ?back|go back|return(?:ed)?)\b/i,
  /\b(?:downgrad(?:e|ing)|revert(?:ing)?|roll(?:ing)? ?back|rollback|going back|return(?:ing)?)\b[^.]{0,60}\b(?:is|are) (?:not (?:possible|supported|allowed|permitted)|impossible|blocked|prevented)\b/i,
  /\b(?:irreversible|one-way (?:update|upgrade)|no way back)\b/i,
  /\b(?:only|thereafter|afterwards)\b[^.]{0,40}\baccepts? only signed\b|\baccepts? only signed firmware\b/i,
]

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

export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!)])\s+(?=[A-Z])|;\s|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}
