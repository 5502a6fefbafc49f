// Scrolls through the queue of some hundred thousand findings in a real Chromium, at a real server with
// a real database: the plant is imported and matched as a user would. Beside it, in the same run,
// the same turn of the wheel over a page of plain text, which no page can scroll faster than.
// node bench/findings-scroll.mjs [--assets N] [--seed N]; needs the build.
import { chromium } from 'playwright-core'
import { advisoryCorpus } from './lib/advisory-corpus.mjs'
import { startBenchServer, writeAdvisories, writeAssetList } from './lib/bench-server.mjs'
import { chromiumPath } from './lib/chromium-path.mjs'
import { generatedAssets } from './lib/generated-assets.mjs'

const TARGET_MS = { firstRows: 1_500, frame95: 50 }
const PRODUCTS = 5_000
const FRAMES = 600
const PIXELS_A_FRAME = 120
const WINDOWS = 60
const PLAIN_LINES = 20_000

const count = Number(flag('--assets') ?? 20_000)
const seed = Number(flag('--seed') ?? 20_240_110)

const server = await startBenchServer('scroll')
try {
  const imported = await importPlant()
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } })
    const plain = await plainScroll(page)
    const figures = { ...imported, ...(await queueScroll(page)) }
    const met =
      figures.findings >= 100_000 &&
      figures.firstRowsMs <= TARGET_MS.firstRows &&
      figures.frameMs95 <= TARGET_MS.frame95
    console.log(
      JSON.stringify({
        name: 'findings-scroll',
        figures,
        target: { ...TARGET_MS, findings: 100_000, met },
        limit: { name: 'plain text under the same wheel', frameMs95: plain.frameMs95 },
      }),
    )
  } finally {
    await browser.close()
  }
} finally {
  await server.stop()
}

/** The assets and advisories as files, through the terminal, and matched by the server. */
async function importPlant() {
  const assets = generatedAssets(advisoryCorpus(), { count, products: PRODUCTS, seed })
  const sheet = writeAssetList(server.folder, assets)
  const advisories = writeAdvisories(server.folder)
  const from = performance.now()
  await server.holdpoint('tomas', ['assets', 'import', sheet, '--source', 'bench'])
  const assetsMs = performance.now() - from
  await server.holdpoint('mara', ['advisories', 'import', advisories])
  await server.idle()
  const { total } = JSON.parse(await server.holdpoint('mara', ['findings', 'list', '--limit', '1']))
  return { assets: count, findings: total, importAssetsMs: Math.round(assetsMs) }
}

async function queueScroll(page) {
  const session = { login: 'mara', password: 'holdpoint-demo-mara' }
  await page.request.post(`${server.address}/api/session`, { data: session })
  const from = performance.now()
  await page.goto(`${server.address}/triage`)
  await page.locator('.finding-grid [role=row] .status').first().waitFor()
  const firstRowsMs = Math.round(performance.now() - from)
  const seen = await page.evaluate(scrollThrough, {
    selector: '.finding-grid',
    frames: FRAMES,
    pixels: PIXELS_A_FRAME,
    row: '.finding-grid [role=row]',
    filled: '.status',
  })
  return { firstRowsMs, windowMs95: await windowQueries(page), ...summary(seen) }
}

/** A hundred rows from anywhere in the list, as the page asks for them. */
async function windowQueries(page) {
  const { total } = await (
    await page.request.get(`${server.address}/api/findings?open=true&limit=1`)
  ).json()
  const took = []
  for (let at = 0; at < WINDOWS; at++) {
    const offset = Math.floor(((at * 7_919) % WINDOWS) * (total / WINDOWS))
    const from = performance.now()
    await page.request.get(`${server.address}/api/findings?open=true&limit=100&offset=${offset}`)
    took.push(performance.now() - from)
  }
  return Math.round(took.toSorted((a, b) => a - b)[Math.floor(WINDOWS * 0.95)])
}

async function plainScroll(page) {
  const lines = Array.from({ length: PLAIN_LINES }, (_, at) => `<p>Line ${at} of plain text</p>`)
  const style = 'height:600px;overflow:auto'
  await page.setContent(`<div id="plain" style="${style}">${lines.join('')}</div>`)
  const asked = { selector: '#plain', frames: FRAMES, pixels: PIXELS_A_FRAME }
  return summary(await page.evaluate(scrollThrough, asked))
}

/** In the browser: one turn a frame; how long each frame took, and how many rows were still empty. */
async function scrollThrough({ selector, frames, pixels, row, filled }) {
  const element = document.querySelector(selector)
  const took = []
  let rows = 0
  let empty = 0
  let before = await new Promise(requestAnimationFrame)
  for (let frame = 0; frame < frames; frame++) {
    element.scrollTop += pixels
    const now = await new Promise(requestAnimationFrame)
    took.push(now - before)
    before = now
    if (row === undefined) continue
    for (const one of document.querySelectorAll(row)) {
      rows += 1
      if (one.querySelector(filled) === null) empty += 1
    }
  }
  return { took, rows, empty }
}

function summary({ took, rows, empty }) {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (share) => Math.round(sorted[Math.floor(sorted.length * share)] * 10) / 10
  const shares =
    rows === 0 ? {} : { rowsStillEmptyPercent: Math.round((1_000 * empty) / rows) / 10 }
  return { frameMs50: at(0.5), frameMs95: at(0.95), frameMsWorst: at(0.9999), ...shares }
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
