import { runMain } from './lib/say.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

// npm run build [-- --force]
await runMain(async () => {
  await ensureInstalled()
  await ensureBuilt({ force: process.argv.includes('--force') })
})
