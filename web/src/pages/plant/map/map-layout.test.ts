import type { AssetOnMap, ZoneOnMap } from '@holdpoint/api'
import type { Conduit, Level } from '@holdpoint/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findAssets } from './find-assets.ts'
import { type Box, layOutMap } from './map-layout.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20261123)

const zone = (id: string, level: Level | null): ZoneOnMap => ({
  id,
  name: id,
  level,
  containsSafetySystem: false,
  subnets: [],
  securityLevelTarget: null,
  listed: true,
})
const asset = (id: string, inZone: string, over: Partial<AssetOnMap> = {}): AssetOnMap => ({
  id,
  tag: id,
  kind: 'plc',
  vendor: 'Siemens',
  product: 'S7-1500',
  firmware: 'V2.9',
  zone: inZone,
  level: 1,
  address: '10.10.1.1',
  affected: 0,
  review: 0,
  ...over,
})
const conduit = (id: string, a: string, b: string): Conduit => ({
  id,
  name: id,
  between: [a, b],
  enforcedBy: [],
  flows: [],
  lossToleratedSeconds: null,
})

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

/** Whether a line from corner to corner, level or upright, runs through the inside of a box. */
function runsThrough(from: readonly [number, number], to: readonly [number, number], box: Box) {
  const line = {
    x: Math.min(from[0], to[0]),
    y: Math.min(from[1], to[1]),
    width: Math.abs(from[0] - to[0]) || 0.001,
    height: Math.abs(from[1] - to[1]) || 0.001,
  }
  const inside = { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 }
  return overlap(line, inside)
}

const levels: readonly (Level | null)[] = [0, 1, 2, 3, 3.5, 4, 5, null]
const plants = fc
  .record({
    zones: fc.array(fc.constantFrom(...levels), { minLength: 1, maxLength: 9 }),
    assets: fc.array(fc.nat(8), { maxLength: 120 }),
    conduits: fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 14 }),
  })
  .map(({ zones, assets, conduits }) => ({
    zones: zones.map((level, at) => zone(`z${at}`, level)),
    assets: assets.map((at, index) => asset(`a${index}`, `z${at % zones.length}`)),
    conduits: conduits
      .map(([a, b]) => [a % zones.length, b % zones.length] as const)
      .filter(([a, b]) => a !== b)
      .map(([a, b], index) => conduit(`c${index}`, `z${a}`, `z${b}`)),
  }))

describe('the map of zones and conduits', () => {
  test(`draws every zone apart and no line through one (seed ${SEED})`, () => {
    const property = fc.property(plants, (plant) => {
      const map = layOutMap(plant)
      const zones = map.bands.flatMap((band) => band.zones)
      expect(zones.length).toBe(plant.zones.length)
      zones.forEach((one, at) => {
        for (const other of zones.slice(at + 1)) expect(overlap(one, other)).toBe(false)
        for (const chip of one.assets) {
          expect(chip.x + chip.width).toBeLessThanOrEqual(one.x + one.width)
          expect(chip.y + chip.height).toBeLessThanOrEqual(one.y + one.height)
        }
      })
      expect(map.conduits.length).toBe(plant.conduits.length)
      for (const { points } of map.conduits) {
        points.slice(1).forEach((to, at) => {
          const from = points[at] ?? to
          for (const one of zones) expect(runsThrough(from, to, one)).toBe(false)
        })
      }
    })
    fc.assert(property, { seed: SEED, numRuns: 200 })
  })

  test('puts the highest level on top and what has none at the bottom', () => {
    const zones = [zone('a', 0), zone('b', null), zone('c', 3.5), zone('d', 4)]
    const map = layOutMap({ zones, assets: [], conduits: [] })
    expect(map.bands.map((band) => band.level)).toEqual([4, 3.5, 0, null])
  })

  test('draws what is affected first and says how many it leaves out', () => {
    const many = Array.from({ length: 60 }, (_, at) =>
      asset(`a${String(at).padStart(2, '0')}`, 'z'),
    )
    const assets = [...many, asset('worst', 'z', { affected: 2 })]
    const [band] = layOutMap({ zones: [zone('z', 1)], assets, conduits: [] }).bands
    expect(band?.zones[0]?.assets[0]?.asset.id).toBe('worst')
    expect(band?.zones[0]?.left).toBe(13)
  })
})

describe('the search on the map', () => {
  const assets = [asset('PLC-1', 'control', { affected: 1 }), asset('PLC-2', 'safety')]

  test('finds nothing in particular when nothing is asked', () => {
    expect(findAssets(assets, { words: '  ', standing: 'all' })).toBe(null)
  })

  test('wants every word, wherever it stands', () => {
    const found = findAssets(assets, { words: 'SIEMENS safety', standing: 'all' })
    expect([...(found ?? [])]).toEqual(['PLC-2'])
  })

  test('narrows to what is affected', () => {
    const found = findAssets(assets, { words: '', standing: 'affected' })
    expect([...(found ?? [])]).toEqual(['PLC-1'])
  })
})
