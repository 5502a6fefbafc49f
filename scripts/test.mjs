import { rmSync } from 'node:fs'
import { inRepo } from './lib/repo.mjs'
import { runTool } from './lib/run.mjs'
import { runMain, say } from './lib/say.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'
import { ensureTestPeers } from './lib/test-peers.mjs'
import {
  allowedSkips,
  closingLine,
  fewestTests,
  missingTests,
  readReport,
  unexpectedSkips,
} from './lib/test-report.mjs'
import { takeSeed } from './lib/test-seed.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

const REPORT = inRepo('test-results', 'vitest.json')

// npm test [-- PATH…] [--seed N]
await runMain(async () => {
  const { seed, rest } = takeSeed(process.argv.slice(2))
  await ensureInstalled()
  await ensureSystemPackages()
  await ensureTestPeers()
  await ensureBuilt()
  rmSync(REPORT, { force: true })
  say(`seed ${seed}; the same run again: npm test -- --seed ${seed}`)
  const { code } = await runTool('vitest', ['run', ...reporters(), ...rest], {
    env: { HOLDPOINT_SEED: seed },
  })
  const isWhole = process.env.CI === 'true' && rest.length === 0
  process.exitCode = judge(code, readReport(REPORT), isWhole ? fewestTests() : 0)
})

function reporters() {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
}

/** Says what was skipped and why, then the closing line, always last. */
function judge(code, counts, fewest) {
  const unexpected = process.env.CI === 'true' ? unexpectedSkips(counts.skips, allowedSkips()) : []
  const ran = counts.passed + counts.failed
  for (const { file, name } of counts.skips) console.log(`skipped: ${name} (${file})`)
  for (const { name } of unexpected) {
    console.log(`not allowed in CI: the skip of "${name}" is not in test/allowed-skips.json`)
  }
  const missing = missingTests(counts, fewest)
  if (missing > 0) {
    console.log(`${missing} tests fewer than the ${fewest} of test/fewest-tests.json: if they were`)
    console.log('meant to go, lower the number there in the same commit')
  }
  if (ran === 0) console.log('no test ran: that is a failure too')
  if (code !== 0 && counts.failed === 0) console.log(`vitest itself ended with exit code ${code}`)
  console.log(closingLine(counts))
  const isGood = code === 0 && counts.failed === 0 && ran > 0
  return isGood && unexpected.length === 0 && missing === 0 ? 0 : 1
}
