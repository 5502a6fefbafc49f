import type { SignalView } from '@holdpoint/api'
import { type Asset, askedNow, type Probing } from '@holdpoint/core'
import type { Platform } from '../platform.ts'

export type SignalReader = { read(): Promise<readonly SignalView[]> }

const FRESH_MS = 1_000

type Kept = {
  readonly at: number
  readonly views: Promise<readonly SignalView[]>
}

/** Reads the process for the screens: one connection an asset, shared by all who look. */
export function createSignalReader(platform: Platform): SignalReader {
  const kept = new Map<string, Kept>()
  const lastGood = new Map<string, string>()

  async function readAsset(asset: Asset): Promise<readonly SignalView[]> {
    const { signalSource } = asset
    if (signalSource === null) return []
    const addresses = asset.signals.map((signal) => signal.address)
    const read = await platform.signalProbe.read(signalSource, addresses)
    const readAt = platform.now()
    if (read.ok) lastGood.set(asset.id, readAt)
    return asset.signals.map((signal, index) => {
      const value = read.ok ? (read.value[index]?.value ?? null) : null
      const low = signal.low !== null && value !== null && value < signal.low
      const high = signal.high !== null && value !== null && value > signal.high
      return {
        assetId: asset.id,
        assetTag: asset.tag,
        tag: signal.tag,
        words: signal.words,
        value,
        unit: signal.address.unit,
        readAt: lastGood.get(asset.id) ?? null,
        abnormal: low || high || value === null,
        why: why({ failed: !read.ok, low, high }),
      }
    })
  }

  return {
    async read() {
      const rows = await platform.store.listModels('asset')
      const assets = rows
        .map((row) => row.body as unknown as Asset)
        .filter((asset) => asset.signalSource !== null && asset.signals.length > 0)
      const probing = await platform.store.readModel('probing', 'newest')
      const asked = askedNow((probing?.body ?? null) as unknown as Probing | null, platform.now())
      const parts = await Promise.all(
        assets.map((asset) => {
          const known = kept.get(asset.id)
          // Who is being asked gets no second connection from us: its last reading stands.
          if (asked === asset.id) return known?.views ?? []
          if (known !== undefined && Date.now() - known.at < FRESH_MS) return known.views
          const views = readAsset(asset)
          kept.set(asset.id, { at: Date.now(), views })
          return views
        }),
      )
      return parts.flat()
    },
  }
}

function why(found: { failed: boolean; low: boolean; high: boolean }): string | null {
  if (found.failed) return 'The controller did not answer'
  if (found.low) return 'Below its low limit'
  return found.high ? 'Above its high limit' : null
}
