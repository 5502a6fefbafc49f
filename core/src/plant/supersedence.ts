import type { PatchRelease } from './patch-release.ts'

/** Which update of a product is the newest that covers another one, and how that is known. */
export type Covering =
  | {
      readonly kind: 'newest'
      readonly id: string
      /** From the one that was asked about to the newest; alone where it is the newest itself. */
      readonly through: readonly string[]
    }
  | { readonly kind: 'ring'; readonly ids: readonly string[] }
  | { readonly kind: 'unknown'; readonly why: string }

type Asked = Pick<PatchRelease, 'id' | 'product'>

const key = (text: string) => text.trim().toLowerCase()

const EDITIONS = / (?:standard|datacenter|essentials|enterprise|professional|pro|education)\b/g

/**
 * One name of a product, however it is written. Of Windows the vendor, the edition and the kind of
 * computer do not matter to which update it takes; its version does.
 */
export function updateProduct(name: string): string {
  const plain = key(name).replaceAll(/\s+/g, ' ')
  if (!/^(?:microsoft )?windows /.test(plain)) return plain
  return plain
    .replace(/^microsoft /, '')
    .replace(/ \(server core installation\)$/, '')
    .replace(/ for (?:32-bit|x64-based|arm64-based) systems$/, '')
    .replaceAll(EDITIONS, '')
    .trim()
}

/**
 * Whether everything below a fixed build is in this one: so it is from Windows 10 on, whose builds
 * begin with 10.0, and of nothing else is it assumed. Null where they cannot be held to each other.
 */
export function buildReaches(build: string | null, fixed: string | null): boolean | null {
  const [one, other] = [build, fixed].map((text) =>
    /^(10\.0\.\d{4,6})\.(\d{1,9})$/.exec(text ?? ''),
  )
  if (!one || !other || one[1] !== other[1]) return null
  return Number(one[2]) >= Number(other[2])
}

/** Which update takes the place of which, within each product, as vendors said and builds show. */
export class Supersedence {
  private readonly ofProduct = new Map<string, PatchRelease[]>()
  /** What any row of an id says, for a link of a chain that has no row for the product. */
  private readonly stated = new Map<string, string[]>()
  private readonly older = new Map<string, ReadonlySet<string>>()

  constructor(releases: readonly PatchRelease[]) {
    for (const release of releases) {
      const product = updateProduct(release.product)
      const rows = this.ofProduct.get(product)
      if (rows === undefined) this.ofProduct.set(product, [release])
      else rows.push(release)
      const id = key(release.id)
      this.stated.set(id, [...(this.stated.get(id) ?? []), ...(release.supersedes ?? [])])
    }
  }

  releasesFor(product: string): readonly PatchRelease[] {
    return this.ofProduct.get(updateProduct(product)) ?? []
  }

  allFor(products: ReadonlySet<string>): readonly PatchRelease[] {
    return [...products].flatMap((product) => this.releasesFor(product))
  }

  /** Whether one takes the place of the other, directly or through others. */
  takesPlaceOf(newer: Asked, older: string): boolean {
    return this.olderThan(newer).has(key(older))
  }

  /** The updates that take the place of this one; two of a ring take each other's. */
  newerThan({ id, product }: Asked): readonly PatchRelease[] {
    return this.releasesFor(product).filter(
      (one) => key(one.id) !== key(id) && this.takesPlaceOf(one, id),
    )
  }

  /** Everything that it takes the place of, in lower case; a ring ends where it began. */
  olderThan({ id, product }: Asked): ReadonlySet<string> {
    const memo = JSON.stringify([key(id), updateProduct(product)])
    const before = this.older.get(memo)
    if (before !== undefined) return before
    const rows = this.releasesFor(product)
    const out = new Set<string>()
    const open = [id]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const older of this.directlyOlder(next, rows)) {
        if (out.has(key(older)) || key(older) === key(id)) continue
        out.add(key(older))
        open.push(older)
      }
    }
    this.older.set(memo, out)
    return out
  }

  private directlyOlder(id: string, rows: readonly PatchRelease[]): readonly string[] {
    const own = rows.filter((one) => key(one.id) === key(id))
    if (own.length === 0) return this.stated.get(key(id)) ?? []
    const below = rows.filter(
      (one) => key(one.id) !== key(id) && own.some((row) => isBelow(one, row)),
    )
    return [...own.flatMap((row) => row.supersedes ?? []), ...below.map((one) => one.id)]
  }

  /**
   * The newest update of the product that covers this one. Where updates supersede each other in a
   * ring it is refused with their names; where a later one does not say what it takes the place of,
   * or two do and neither takes the other's, nobody knows.
   */
  newestCovering(asked: Asked): Covering {
    const newer = this.newerThan(asked)
    const ring = this.ringIn([asked, ...newer])
    if (ring.length > 0) return { kind: 'ring', ids: ring }
    const isTop = ({ id }: PatchRelease) => !newer.some((other) => this.takesPlaceOf(other, id))
    const tops = namesOf(newer.filter(isTop))
    if (tops.length > 1) {
      const why = `${tops.join(' and ')} both supersede ${asked.id}, and neither the other`
      return { kind: 'unknown', why }
    }
    const newest = { id: tops[0] ?? asked.id, product: asked.product }
    const silent = this.laterAndSilent(newest)
    if (silent.length > 0) {
      const why = `Whether ${silent.join(', ')} covers ${newest.id} is not stated`
      return { kind: 'unknown', why }
    }
    return { kind: 'newest', id: newest.id, through: this.chain(asked, newest.id) }
  }

  /** Later, or on a day that nobody recorded, and silent on what they take the place of. */
  private laterAndSilent(newest: Asked): readonly string[] {
    const rows = this.releasesFor(newest.product)
    const own = rows.filter((one) => key(one.id) === key(newest.id))
    const day = own.map((one) => one.releasedOn).find((one) => one !== null) ?? null
    const silent = rows.filter(
      ({ id, supersedes, releasedOn }) =>
        key(id) !== key(newest.id) &&
        supersedes === null &&
        (day === null || releasedOn === null || releasedOn > day) &&
        !this.takesPlaceOf(newest, id),
    )
    return namesOf(silent)
  }

  private ringIn(all: readonly Asked[]): readonly string[] {
    const inRing = all.filter((one) =>
      all.some(
        (other) =>
          key(other.id) !== key(one.id) &&
          this.takesPlaceOf(one, other.id) &&
          this.takesPlaceOf(other, one.id),
      ),
    )
    return namesOf(inRing).toSorted()
  }

  /** The shortest way down from the newest, told from the older end. */
  private chain({ id: from, product }: Asked, newest: string): readonly string[] {
    const rows = this.releasesFor(product)
    const ways: string[][] = [[newest]]
    const seen = new Set([key(newest)])
    for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
      const last = way.at(-1) ?? newest
      if (key(last) === key(from)) return way.toReversed()
      for (const older of this.directlyOlder(last, rows)) {
        if (seen.has(key(older))) continue
        seen.add(key(older))
        ways.push([...way, older])
      }
    }
    return [from]
  }

  /** Each set of updates of one product that supersede each other in a ring, by name. */
  rings(): readonly (readonly string[])[] {
    const rings = new Map<string, readonly string[]>()
    for (const rows of this.ofProduct.values()) {
      for (const one of rows.filter(({ supersedes }) => (supersedes ?? []).length > 0)) {
        const back = rows.filter(({ id }) => this.takesPlaceOf(one, id) && key(id) !== key(one.id))
        const ring = this.ringIn([one, ...back.filter((row) => this.takesPlaceOf(row, one.id))])
        if (ring.length > 0) rings.set(ring.join(' '), ring)
      }
    }
    return [...rings.values()]
  }
}

function namesOf(all: readonly Asked[]): readonly string[] {
  return [...new Map(all.map(({ id }) => [key(id), id])).values()]
}

function isBelow(one: PatchRelease, row: PatchRelease): boolean {
  return one.toVersion !== row.toVersion && buildReaches(row.toVersion, one.toVersion) === true
}
