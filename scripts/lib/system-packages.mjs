import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { withBackports } from './apt-backports.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** What tests drive beside our own programs, by Debian's package names. */
const NEEDED = [
  { command: 'chromium', debianPackage: 'chromium' },
  { command: 'nft', debianPackage: 'nftables' },
  { command: 'iptables-restore', debianPackage: 'iptables' },
  { command: 'sshd', debianPackage: 'openssh-server' },
  { command: 'snmpd', debianPackage: 'snmpd' },
  { command: 'openssl', debianPackage: 'openssl' },
]

/** Servers of somebody else that our probes ask: not every Debian has them, and the rest goes on. */
const PEERS = [
  { command: 'g++', debianPackage: 'g++' },
  { command: 'pymodbus.server', debianPackage: 'python3-pymodbus' },
  {
    file: '/usr/lib/python3/dist-packages/serial_asyncio',
    debianPackage: 'python3-serial-asyncio',
  },
]

/** What Debian 12 has only among its backports. */
const BACKPORTED = [{ command: 'suricata', debianPackage: 'suricata' }]

/** Installs them where we may; elsewhere the suites that need one skip, and say so by name. */
export async function ensureSystemPackages() {
  await ensure(NEEDED)
  await ensure(PEERS)
  await ensure(BACKPORTED, installWithBackports)
}

async function ensure(packages, install = installFrom) {
  const missing = packages.filter(({ command, file }) =>
    file === undefined ? !isOnPath(command) : !existsSync(file),
  )
  if (missing.length === 0) return
  const names = missing.map(({ debianPackage }) => debianPackage)
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    say(`not installed: ${names.join(', ')}; the tests that need them will skip by name`)
    return
  }
  say(`installing for the tests: ${names.join(', ')}`)
  const why = await install(names)
  if (why !== null) {
    say(`apt-get could not install ${names.join(', ')} (${why}); tests will skip by name`)
  }
}

/** Null where all is installed, else the reason why not. */
async function installFrom(names, sources = []) {
  const updated = await aptGet([...sources, 'update'])
  const wanted = ['install', '--yes', '--no-install-recommends', ...names]
  const installed = await aptGet([...sources, ...wanted])
  if (installed.code === 0) return null
  return lastLine(installed.output) || lastLine(updated.output) || `code ${installed.code}`
}

async function installWithBackports(names) {
  const tried = await withBackports(async (sources) => ({ why: await installFrom(names, sources) }))
  return tried === null ? installFrom(names) : tried.why
}

function aptGet(args) {
  const patience = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20']
  return run('apt-get', ['-qq', ...patience, ...args], {
    keep: 'all',
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
}

function isOnPath(command) {
  // Debian keeps administration programs where an ordinary user's path does not look.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => folder !== '' && existsSync(join(folder, command)))
}

const lastLine = (text) => text.trim().split('\n').at(-1) ?? ''
