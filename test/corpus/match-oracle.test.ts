import {
  type AssetFacts,
  groupAssets,
  indexAdvisories,
  type Match,
  matchAll,
  matchAssetToAdvisory,
  matchGroups,
  statsOf,
} from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { generatedAssets, randomFrom } from '../../bench/lib/generated-assets.mjs'
import { testData } from '../test-data.ts'
import { readableAdvisories } from './advisories.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20_240_110)
const PAIRS = 10_000
const data = testData()
const advisories = data === null ? [] : [...readableAdvisories(data).values()]

describe.skipIf(data === null)(
  'the index against brute force (needs the outside test data)',
  () => {
    test('ten thousand sampled pairs have the very matches that plain matching gives', () => {
      const assets: readonly AssetFacts[] = generatedAssets(advisories, {
        count: 4_000,
        products: 1_500,
        seed: SEED,
      })
      const { matches, stats } = matchAll(assets, advisories)
      const found = new Map<string, Match[]>()
      for (const match of matches) {
        const key = `${match.assetId} ${match.advisoryId}`
        found.set(key, [...(found.get(key) ?? []), match])
      }
      // Pairs drawn evenly almost never meet, so half are drawn from those that did.
      const random = randomFrom(SEED + 1)
      const met = [...found.keys()]
      const byId = new Map(assets.map((asset) => [asset.id, asset]))
      const documents = new Map(advisories.map((advisory) => [advisory.id, advisory]))
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
      let unmet = 0
      for (let at = 0; at < PAIRS; at++) {
        const [assetId = '', advisoryId = ''] =
          at % 2 === 0 ? pick(met).split(' ') : [pick(assets).id, pick(advisories).id]
        const asset = byId.get(assetId) as AssetFacts
        const advisory = documents.get(advisoryId)
        if (advisory === undefined) throw new Error(advisoryId)
        const plain = matchAssetToAdvisory(asset, advisory)
        const indexed = found.get(`${assetId} ${advisoryId}`) ?? []
        if (plain.length === 0) unmet++
        expect({ seed: SEED, matches: indexed }).toEqual({ seed: SEED, matches: plain })
      }
      console.log(`score: pairs as brute force says ${PAIRS}/${PAIRS}, seed ${SEED}`)
      expect(unmet).toBeGreaterThan(PAIRS / 4)
      expect(PAIRS - unmet).toBeGreaterThan(PAIRS / 4)
      expect(stats.pairs).toBe(assets.length * advisories.length)
    })

    test('the counts of runs are the counts of their matches', () => {
      const assets = generatedAssets(advisories, { count: 2_000, products: 400, seed: SEED })
      const index = indexAdvisories(advisories)
      const runs = matchGroups(groupAssets(assets), assets, index)
      const size = { assets: assets.length, advisories: advisories.length }
      const { matches, stats } = matchAll(assets, advisories)
      expect(statsOf(runs, size)).toEqual(stats)
      const written = runs.reduce((sum, run) => sum + run.members.length * run.findings.length, 0)
      expect(written).toBe(matches.length)
      const affected = matches.filter(({ verdict }) => verdict === 'affected')
      const pairs = new Set(affected.map((one) => `${one.assetId} ${one.advisoryId}`))
      expect(stats.affected).toBe(pairs.size)
    })
  },
)
