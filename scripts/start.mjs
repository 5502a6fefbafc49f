import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { inRepo } from './lib/repo.mjs'
import { runMain, say } from './lib/say.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

await runMain(async () => {
  await ensureInstalled()
  await ensureBuilt()
  const main = inRepo('server', 'dist', 'main.js')
  if (!existsSync(main)) throw new Error('server/dist/main.js is missing: npm run build -- --force')

  process.env.HOLDPOINT_PROFILE ??= 'demo'
  process.env.HOLDPOINT_PORT ??= '7410'
  process.env.HOLDPOINT_DATA ??= inRepo('data')
  say(
    `starting the ${process.env.HOLDPOINT_PROFILE} profile, data in ${process.env.HOLDPOINT_DATA}`,
  )
  say(`the screens will be at http://127.0.0.1:${process.env.HOLDPOINT_PORT}`)
  // In this very process, so that a signal reaches the server itself and none is left behind.
  await import(pathToFileURL(main).href)
})
