import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
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

/** Installs them where we may; elsewhere the suites that need one skip, and say so by name. */
export async function ensureSystemPackages() {
  await ensure(NEEDED)
  await ensure(PEERS)
}

async function ensure(packages) {
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
  const updated = await aptGet(['update'])
  const installed = await aptGet(['install', '--yes', '--no-install-recommends', ...names])
  if (installed.code !== 0) {
    const why = lastLine(installed.output) || lastLine(updated.output)
    say(`apt-get could not install ${names.join(', ')} (${why}); tests will skip by name`)
  }
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
