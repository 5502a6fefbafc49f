import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { inRepo } from './lib/repo.mjs'
import { run } from './lib/run.mjs'
import { runMain, say, seconds } from './lib/say.mjs'
import { ensureSystemPackages } from './lib/system-packages.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

const KIB_MAX = 200

// npm run screenshots: the pictures of the README and the docs, into docs/images
await runMain(async () => {
  await ensureInstalled()
  await ensureSystemPackages()
  await ensureBuilt()
  const folder = inRepo('docs', 'images')
  mkdirSync(folder, { recursive: true })
  const startedAt = performance.now()
  const story = inRepo('test', 'story', 'browser', 'take-pictures.mjs')
  const { code } = await run(process.execPath, [story, folder])
  if (code !== 0) throw new Error('the pictures were not taken; the lines above say why')
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'))
  for (const name of pictures) {
    const kib = Math.ceil(statSync(`${folder}/${name}`).size / 1024)
    if (kib > KIB_MAX) throw new Error(`docs/images/${name} has ${kib} KiB, over ${KIB_MAX}`)
  }
  say(`${pictures.length} pictures in docs/images, ${seconds(startedAt)}`)
})
