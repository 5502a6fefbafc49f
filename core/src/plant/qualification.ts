import { readVersionText, standingIn } from '@holdpoint/csaf'
import type { InstalledSoftware } from './asset-fact.ts'
import type { Instant } from './instant.ts'

/** What the vendor of a product says of another vendor's update on it. */
export type Qualification = {
  readonly product: string
  /** Null: said of every version of the product. */
  readonly productVersion: string | null
  readonly releaseId: string
  readonly verdict: 'approved' | 'not-approved' | 'pending'
  readonly statedOn: string
  readonly source: string
}

/** One word of a source, as a person ruled on it. */
export type RuledWord = Pick<Qualification, 'source' | 'verdict' | 'productVersion'>

/** A person said which word stands; words that come later and differ are asked of them again. */
export type QualificationRuling = {
  readonly product: string
  /** The version that it is about; null: every version. */
  readonly productVersion: string | null
  readonly releaseId: string
  readonly stands: RuledWord
  readonly over: readonly RuledWord[]
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

/** One source approves an update on a product and another does not, and nobody has ruled. */
export type QualificationConflict = {
  readonly product: string
  readonly productVersion: string | null
  readonly releaseId: string
  readonly words: readonly Qualification[]
}

/** Every word and every ruling that the site has. */
export type QualificationRecord = {
  readonly words: readonly Qualification[]
  readonly rulings: readonly QualificationRuling[]
}

/** `conflict`: of two vendors on one host one approves and one does not, or one vendor said both. */
export type QualificationStanding =
  | 'approved'
  | 'not-approved'
  | 'conflict'
  | 'pending'
  | 'not-stated'

/** A word as it counts on one host. */
export type CountedWord = Qualification & {
  /** `unknown`: whether it is said of the version that is installed is not known. */
  readonly fits: 'yes' | 'unknown'
  readonly ruledOut: boolean
}

export type QualifiedFor = {
  readonly standing: QualificationStanding
  /** Each word that counts, newest of its product and source; empty when nobody said anything. */
  readonly words: readonly CountedWord[]
}

/** What stands on a host, by name and version. */
export type QualifiedHost = {
  readonly product: string
  readonly productVersion: string | null
  readonly software: readonly Pick<InstalledSoftware, 'name' | 'version'>[]
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase()

/**
 * What every co-installed vendor says of this update. Approved only where each product that has
 * ever qualified anything approves it for the version that is installed; silence of one of them, or
 * a version that nobody recorded, is pending, never consent.
 */
export function qualify(
  releaseId: string,
  host: QualifiedHost,
  { words: all, rulings }: QualificationRecord,
): QualifiedFor {
  const own = { name: host.product, version: host.productVersion }
  const speaking = [own, ...host.software].filter(({ name }) =>
    all.some((one) => same(one.product, name)),
  )
  if (speaking.length === 0) return { standing: 'not-stated', words: [] }
  const perProduct = speaking.map(({ name, version }) => {
    const said = all.filter((one) => same(one.releaseId, releaseId) && same(one.product, name))
    const fitting = said.flatMap((one) => {
      const fits = versionFits(one.productVersion, version)
      return fits === 'no' ? [] : [{ ...one, fits, ruledOut: false }]
    })
    const about = rulings.filter(
      (one) =>
        same(one.releaseId, releaseId) &&
        same(one.product, name) &&
        versionFits(one.productVersion, version) === 'yes',
    )
    return ruled(newestWords(fitting), about)
  })
  return { standing: standingOf(perProduct), words: perProduct.flat() }
}

function standingOf(perProduct: readonly (readonly CountedWord[])[]): QualificationStanding {
  const standing = perProduct.map((words) => words.filter((one) => !one.ruledOut))
  const sure = standing.flat().filter((one) => one.fits === 'yes')
  const verdicts = new Set(sure.map((one) => one.verdict))
  if (verdicts.has('approved') && verdicts.has('not-approved')) return 'conflict'
  if (verdicts.has('not-approved')) return 'not-approved'
  const unsure = standing.flat().some((one) => one.fits === 'unknown')
  const silent = standing.some((words) => words.length === 0)
  return verdicts.has('pending') || unsure || silent ? 'pending' : 'approved'
}

/** Whether a word about `said` is about the version that is installed. */
export function versionFits(
  said: string | null,
  installed: string | null,
): 'yes' | 'no' | 'unknown' {
  if (said === null) return 'yes'
  if (installed === null) return 'unknown'
  if (same(said, installed)) return 'yes'
  const condition = readVersionText(said)
  if (condition.kind === 'undecided' || condition.axis.kind !== 'firmware') return 'unknown'
  if (condition.requirements.length > 0) return 'unknown'
  const standing = standingIn(condition, installed)
  return standing === 'inside' ? 'yes' : standing === 'outside' ? 'no' : 'unknown'
}

/** A later word takes the place of an earlier one of the same source; sources stand side by side. */
function newestWords<W extends Qualification>(words: readonly W[]): readonly W[] {
  return words.filter(
    (word) =>
      !words.some((later) => same(later.source, word.source) && later.statedOn > word.statedOn),
  )
}

/** Holds only while no other word contradicts the one that stands than those that were ruled on. */
function ruled(
  words: readonly CountedWord[],
  rulings: readonly QualificationRuling[],
): readonly CountedWord[] {
  for (const { stands, over } of rulings.toSorted((a, b) => (a.at < b.at ? 1 : -1))) {
    const winner = words.find((one) => isWord(one, stands))
    if (winner === undefined) continue
    const others = words.filter((one) => one.verdict !== winner.verdict)
    if (!others.every((one) => over.some((out) => isWord(one, out)))) continue
    return words.map((one) => ({ ...one, ruledOut: others.includes(one) }))
  }
  return words
}

function isWord(one: Qualification, ruledOn: RuledWord): boolean {
  const sameVersion =
    one.productVersion === null || ruledOn.productVersion === null
      ? one.productVersion === ruledOn.productVersion
      : same(one.productVersion, ruledOn.productVersion)
  return same(one.source, ruledOn.source) && one.verdict === ruledOn.verdict && sameVersion
}

/** Where sources contradict each other about one product, whatever stands in the plant. */
export function qualificationConflicts({
  words: all,
  rulings,
}: QualificationRecord): readonly QualificationConflict[] {
  const groups = new Map<string, Qualification[]>()
  for (const one of all) {
    const key = JSON.stringify(
      [one.product, one.releaseId].map((text) => text.trim().toLowerCase()),
    )
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].flatMap((words) => {
    const versions = new Map(words.map((one) => [one.productVersion?.trim().toLowerCase(), one]))
    return [...versions.values()].flatMap(({ product, productVersion, releaseId }) => {
      const said = words.filter(
        (one) =>
          one.productVersion === null ||
          (productVersion !== null && same(one.productVersion, productVersion)),
      )
      const counted = newestWords(said).map(
        (one) => ({ ...one, fits: 'yes', ruledOut: false }) as const,
      )
      const about = rulings.filter(
        (one) =>
          same(one.releaseId, releaseId) &&
          same(one.product, product) &&
          versionFits(one.productVersion, productVersion) === 'yes',
      )
      const open = ruled(counted, about).filter((one) => !one.ruledOut)
      const verdicts = new Set(open.map((one) => one.verdict))
      const contradicts = verdicts.has('approved') && verdicts.has('not-approved')
      // Said of every version, it is told there, and not once more for each version.
      const here = open.some((one) => one.productVersion === productVersion)
      if (!contradicts || !here) return []
      return [{ product, productVersion, releaseId, words: newestWords(said) }]
    })
  })
}

/** The ruling as it is kept, over the words that differ as they are now; null: nobody said that. */
export function ruleQualification(
  conflict: QualificationConflict,
  said: Pick<QualificationRuling, 'stands' | 'reason' | 'by' | 'at'>,
): QualificationRuling | null {
  const { words, ...about } = conflict
  const winner = words.find((one) => isWord(one, said.stands))
  if (winner === undefined) return null
  const ruledOn = ({ source, verdict, productVersion }: Qualification) => ({
    ...{ source, verdict, productVersion },
  })
  const over = words.filter((one) => one.verdict !== winner.verdict).map(ruledOn)
  return { ...about, ...said, stands: ruledOn(winner), over }
}
