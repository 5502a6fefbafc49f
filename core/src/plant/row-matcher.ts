import type { JsonValue } from '@holdpoint/std'
import type { Asset } from './asset.ts'
import { type AssetDossier, standingFacts } from './asset-dossier.ts'
import type { OfferedRow } from './offered-row.ts'

/** Which asset a row is about; two that could be meant are one too many. */
export type RowMatch =
  | { readonly kind: 'known'; readonly id: string; readonly by: string }
  | { readonly kind: 'new'; readonly proposedId: string }
  | { readonly kind: 'ambiguous'; readonly why: string }

const SERIAL_LENGTH_MIN = 4
const NAMED_MAX = 5

/** Finds the asset of a row: by id, by tag, then by what does not change when a tag does. */
export class RowMatcher {
  private readonly ids = new Set<string>()
  private readonly tags = new Map<string, string[]>()
  private readonly serials = new Map<string, string[]>()
  private readonly macs = new Map<string, string[]>()
  private readonly hostnames = new Map<string, string[]>()
  private readonly addresses = new Map<string, string[]>()

  knows(asset: Asset, dossier: AssetDossier): void {
    const facts = standingFacts(dossier)
    this.ids.add(asset.id)
    put(this.tags, asset.tag, asset.id)
    put(this.serials, serialOf(facts.serial), asset.id)
    put(this.macs, facts.mac, asset.id)
    put(this.hostnames, facts.hostname, asset.id)
    put(this.addresses, facts.address, asset.id)
  }

  match(row: OfferedRow): RowMatch {
    const { id, facts } = row
    if (id !== null && this.ids.has(id)) return { kind: 'known', id, by: 'id' }
    const tag = facts.tag ?? null
    if (typeof tag === 'string' && this.ids.has(tag) && id === null) {
      return { kind: 'known', id: tag, by: 'tag' }
    }
    const named = id ?? tag
    const byTag =
      found(this.tags, tag, 'tag') ?? found(this.serials, serialOf(facts.serial), 'serial number')
    if (byTag !== null) return byTag
    // A device that was exchanged has its forerunner's address: only who has no name is found by it.
    if (named === null) {
      const byNet =
        found(this.macs, facts.mac, 'MAC address') ??
        found(this.tags, facts.hostname, 'host name') ??
        found(this.hostnames, facts.hostname, 'host name') ??
        found(this.addresses, facts.address, 'IP address')
      if (byNet !== null) return byNet
    }
    const proposed = named ?? facts.hostname ?? facts.address ?? facts.mac ?? facts.serial ?? ''
    return { kind: 'new', proposedId: String(proposed) }
  }
}

function found(
  index: ReadonlyMap<string, readonly string[]>,
  value: JsonValue | undefined,
  by: string,
): RowMatch | null {
  if (typeof value !== 'string') return null
  const ids = index.get(value.toLowerCase()) ?? []
  const [id, other] = ids
  if (id === undefined) return null
  if (other === undefined) return { kind: 'known', id, by }
  return {
    kind: 'ambiguous',
    why: `${by} ${value} is that of ${ids.slice(0, NAMED_MAX).join(' and ')}`,
  }
}

function put(index: Map<string, string[]>, value: JsonValue | undefined, id: string): void {
  if (typeof value !== 'string') return
  const key = value.toLowerCase()
  const ids = index.get(key)
  if (ids === undefined) index.set(key, [id])
  else ids.push(id)
}

function serialOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.length >= SERIAL_LENGTH_MIN ? value : undefined
}
