import { execFile, fork } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { advisoryDocuments } from './advisory-corpus.mjs'

const HOLDPOINT = fileURLToPath(new URL('../../cli/bin/holdpoint.mjs', import.meta.url))
const SERVER = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url))
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024

/** A server of its own with a folder of its own, and people of the demonstration at the terminal. */
export async function startBenchServer(name) {
  const folder = mkdtempSync(join(tmpdir(), `holdpoint-bench-${name}-`))
  chmodSync(folder, 0o755)
  const env = { ...process.env, HOLDPOINT_DATA: join(folder, 'data'), HOLDPOINT_PORT: '0' }
  const child = fork(SERVER, [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const { address } = await new Promise((resolve) => child.once('message', resolve))
  const signedIn = new Set()

  /** One person at the terminal; each signs in once. */
  async function holdpoint(login, words) {
    const own = {
      ...process.env,
      HOLDPOINT_SERVER: address,
      HOLDPOINT_TOKEN_FILE: join(folder, `${login}.token`),
    }
    const run = (args) =>
      promisify(execFile)(process.execPath, [HOLDPOINT, ...args], {
        ...{ env: own, maxBuffer: OUTPUT_BYTES_MAX },
      })
    if (!signedIn.has(login)) {
      await run(['sign-in', '--login', login, '--password', `holdpoint-demo-${login}`])
      signedIn.add(login)
    }
    return (await run(words)).stdout
  }

  return {
    address,
    folder,
    holdpoint,
    /** Until no job waits or runs. */
    async idle() {
      for (;;) {
        const { jobs } = JSON.parse(await holdpoint('mara', ['jobs', 'list']))
        if (!jobs.some(({ state }) => ['queued', 'running'].includes(state))) return
      }
    },
    async stop() {
      child.disconnect()
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The assets as a list that a plant would have, in a file. */
export function writeAssetList(folder, assets) {
  const cell = (text) => `"${String(text ?? '').replaceAll('"', '""')}"`
  const rows = assets.map(({ id, vendor, product, orderNumber, firmware, serialNumber }) =>
    [id, 'plc', vendor, product, orderNumber, firmware, serialNumber, 'control']
      .map(cell)
      .join(','),
  )
  const file = join(folder, 'assets.csv')
  writeFileSync(
    file,
    ['tag,kind,vendor,product,order number,firmware,serial,zone', ...rows].join('\n'),
  )
  return file
}

/** Every advisory of the outside test data, a file each, in a folder. */
export function writeAdvisories(folder) {
  const advisories = join(folder, 'advisories')
  mkdirSync(advisories)
  advisoryDocuments().forEach((document, at) => {
    writeFileSync(join(advisories, `${at}.json`), JSON.stringify(document))
  })
  return advisories
}
