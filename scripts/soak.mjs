import { runTool } from './lib/run.mjs'
import { runMain, say } from './lib/say.mjs'
import { takeSeed } from './lib/test-seed.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

// npm run soak [-- PATH…] [--seed N]: the suites that read HOLDPOINT_SOAK run long, on a new seed.
await runMain(async () => {
  const fresh = String(Math.floor(Math.random() * 0x7fffffff))
  const { seed, rest } = takeSeed(process.argv.slice(2), { HOLDPOINT_SEED: fresh })
  await ensureInstalled()
  await ensureBuilt()
  say(`soak with seed ${seed}; the same run again: npm run soak -- --seed ${seed}`)
  const hours = 4 * 60 * 60 * 1000
  const { code } = await runTool('vitest', ['run', `--testTimeout=${hours}`, ...rest], {
    env: { HOLDPOINT_SOAK: '1', HOLDPOINT_SEED: seed },
  })
  process.exitCode = code
})
