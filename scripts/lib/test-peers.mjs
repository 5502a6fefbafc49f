import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentHash, stampIs, writeStamp } from './content-hash.mjs'
import { inRepo } from './repo.mjs'
import { run, runNpm } from './run.mjs'
import { say } from './say.mjs'

/**
 * The one S7 server in reach: the source of snap7 (LGPL-3.0), as it lies in this package. Only the
 * source is taken; it is no dependency, for its installation would build an addon on every machine.
 */
const PACKAGE = 'node-snap7@1.0.9'
const INTEGRITY =
  'sha512-U+9W8+XOs/4xKqYcn22yHESQzcSuKEhuN6pHLhyl1U5HuLm/kWxkXPzR2QwqFAs87aPfxdBrTI4xKDvwcMoyOw=='
const PROGRAM = 'test/contracts/peers/snap7-server.cpp'
const folder = inRepo('.setup', 'peers')
const binary = join(folder, 'snap7-server')

/** Builds what the tests drive and no package brings built; without it they skip by name. */
export async function ensureTestPeers() {
  const hash = contentHash([PROGRAM, 'scripts/lib/test-peers.mjs'])
  if (existsSync(binary) && stampIs('snap7', hash)) return
  say('building a server of snap7 for the tests')
  const fault = await buildSnap7().catch((error) => error.message)
  if (fault === null) writeStamp('snap7', hash)
  else say(`no server of snap7: ${fault}; the tests that need it will skip by name`)
}

/** Null where it is built, else why not. */
async function buildSnap7() {
  mkdirSync(folder, { recursive: true })
  const packed = await runNpm(['pack', PACKAGE, '--silent', '--pack-destination', folder], {
    keep: 'all',
  })
  const archive = join(folder, packed.output.trim().split('\n').at(-1) ?? '')
  if (packed.code !== 0 || !archive.endsWith('.tgz')) return 'npm pack failed'
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64')
  if (`sha512-${digest}` !== INTEGRITY) return `${PACKAGE} is not what it was`
  const unpacked = await run('tar', ['-xzf', archive, '-C', folder], { keep: 'all' })
  if (unpacked.code !== 0) return 'tar failed'
  const built = await run('g++', compileArguments(), { keep: 'all' })
  return built.code === 0 ? null : 'g++ failed'
}

function compileArguments() {
  const source = join(folder, 'package', 'deps', 'snap7', 'src')
  const parts = ['core', 'lib', 'sys'].map((part) => join(source, part))
  const files = parts.flatMap((part) =>
    readdirSync(part)
      .filter((name) => name.endsWith('.cpp'))
      .map((name) => join(part, name)),
  )
  const include = parts.map((part) => `-I${part}`)
  return ['-w', '-fpermissive', ...include, inRepo(PROGRAM), ...files, '-lpthread', '-o', binary]
}
