import type { FindingsView, FindingsWish, MatchRun } from '@holdpoint/api'
import type { Asset } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { findingContext, findingRow } from './finding-rows.ts'

const LIMIT = 5_000
const VERDICTS = ['affected', 'review', 'not-affected'] as const

/** One part of the findings, in the order in which they are worked on, and how many there are. */
export async function findingsView(platform: Platform, wish: FindingsWish): Promise<FindingsView> {
  const { verdict, open, assetId, advisoryId, zone, text, offset = 0, limit = LIMIT } = wish
  const context = await findingContext(platform)
  const newest = await platform.store.readModel('matching', 'newest')
  const assets = [...context.assets.values()]
    .filter((one) => assetId === undefined || one.id === assetId)
    .filter((one) => zone === undefined || one.zone === zone)
  const any = assetId === undefined && zone === undefined
  const shown = await platform.findingReader.window({
    verdicts: verdict !== undefined ? [verdict] : open === 'true' ? VERDICTS.slice(0, 2) : VERDICTS,
    assetIds: any ? null : assets.map(({ id }) => id),
    advisoryIds: advisoryId === undefined ? null : [advisoryId],
    text: text === undefined || text === '' ? null : text,
    named: {
      assetIds: text === undefined ? [] : assets.filter(meant(text)).map(({ id }) => id),
      advisoryIds:
        text === undefined
          ? []
          : [...context.advisories.values()]
              .filter(({ summary }) => contains(summary.title, text))
              .map((one) => one.advisoryId),
    },
    offset,
    limit: Math.min(limit, LIMIT),
  })
  const findings = shown.findings
    .map((one) => findingRow(one, context))
    .filter((row) => row !== null)
  const run = newest === null ? null : (newest.body as unknown as MatchRun)
  return { run, findings, total: shown.total, byVerdict: shown.byVerdict, offset }
}

function meant(text: string): (asset: Asset) => boolean {
  return ({ tag, zone, vendor, product, orderNumber }) =>
    [tag, zone, vendor, product, orderNumber ?? ''].some((one) => contains(one, text))
}

function contains(words: string, part: string): boolean {
  return words.toLowerCase().includes(part.toLowerCase())
}
