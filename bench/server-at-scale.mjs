// What a person waits for at a large site: a real server with a real database, a plant of a hundred
// thousand assets imported and matched with every advisory of the outside test data. Beside it, in the
// same run, the whole matched anew: what each change would cost without what is known of the rest.
// node bench/server-at-scale.mjs [--assets N] [--seed N]; needs the build.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { advisoryCorpus, advisoryDocuments } from './lib/advisory-corpus.mjs'
import { startBenchServer, writeAdvisories, writeAssetList } from './lib/bench-server.mjs'
import { generatedAssets } from './lib/generated-assets.mjs'

const TARGET_MS = { importAssets: 60_000, newAdvisory: 2_000, casePage: 1_000, overview: 1_000 }
const PRODUCTS = 5_000
const TIMES = 5

const count = Number(flag('--assets') ?? 100_000)
const seed = Number(flag('--seed') ?? 20_240_110)

const server = await startBenchServer('scale')
try {
  const figures = await measured()
  const met = Object.entries(TARGET_MS).every(([name, most]) => figures[`${name}Ms`] <= most)
  const { everythingMatchedMs, ...own } = figures
  console.log(
    JSON.stringify({
      name: 'server-at-scale',
      figures: own,
      target: { ...TARGET_MS, met },
      limit: { name: 'everything matched anew', ms: everythingMatchedMs },
    }),
  )
} finally {
  await server.stop()
}

async function measured() {
  const assets = generatedAssets(advisoryCorpus(), { count, products: PRODUCTS, seed })
  const sheet = writeAssetList(server.folder, assets)
  const importAssetsMs = await took(() =>
    server.holdpoint('tomas', ['assets', 'import', sheet, '--source', 'bench']),
  )
  await server.idle()
  const advisories = writeAdvisories(server.folder)
  const importAdvisoriesMs = await took(async () => {
    await server.holdpoint('mara', ['advisories', 'import', advisories])
    await server.idle()
  })
  const ask = await signedIn('mara')
  const { findings, total } = await ask('GET', '/api/findings?open=true&limit=1')
  const [{ assetId, advisoryId, productId }] = findings
  const { view } = await ask('POST', '/api/cases', { assetId, advisoryId, productId })
  const newAdvisoryMs = await worst(async (time) => {
    const document = structuredClone(advisoryDocuments()[2_000])
    document.document.tracking.id = `BENCH-${time}`
    const file = join(server.folder, `new-${time}.json`)
    writeFileSync(file, JSON.stringify(document))
    await server.holdpoint('mara', ['advisories', 'import', file])
    await server.idle()
  })
  const casePageMs = await worst(() => ask('GET', `/api/cases/${view.case.id}`))
  const overviewMs = await worst(() => ask('GET', '/api/overview'))
  const everythingMatchedMs = await took(async () => {
    const file = join(server.folder, 'one.csv')
    writeFileSync(file, 'tag,kind,vendor,product,zone\nBENCH-1,plc,Siemens,SIMATIC S7-1200,control')
    await server.holdpoint('tomas', ['assets', 'import', file, '--source', 'another'])
    await server.idle()
  })
  return {
    ...{ assets: count, openFindings: total, importAssetsMs, importAdvisoriesMs },
    ...{ newAdvisoryMs, casePageMs, overviewMs, everythingMatchedMs },
  }
}

async function took(act) {
  const from = performance.now()
  await act()
  return Math.round(performance.now() - from)
}

/** The longest of a few times; what is known from the first is known from then on. */
async function worst(act) {
  const all = []
  for (let time = 0; time < TIMES; time++) all.push(await took(() => act(time)))
  return Math.max(...all)
}

async function signedIn(login) {
  const session = { login, password: `holdpoint-demo-${login}` }
  const { headers } = await send('/api/session', { method: 'POST', body: session })
  const cookie = headers.get('set-cookie').split(';')[0]
  return async (method, path, body) => {
    const answer = await send(path, { method, body, cookie })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
}

function send(path, { method, body, cookie }) {
  return fetch(`${server.address}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}
