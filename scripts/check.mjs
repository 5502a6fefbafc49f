import { runTool } from './lib/run.mjs'
import { runMain, say, seconds } from './lib/say.mjs'
import { ensureInstalled } from './setup.mjs'

const PARTS = [
  { name: 'types of the packages', tool: 'tsc', args: ['-b'] },
  { name: 'types of the tests', tool: 'tsc', args: ['-p', 'tsconfig.test.json', '--noEmit'] },
  { name: 'lint and format', tool: 'biome', args: ['check', '--error-on-warnings'] },
  { name: 'tidy', tool: 'vitest', args: ['run', 'test/tidy', '--reporter=default'] },
]

/** Every part runs, also after one has failed: a person mends them in one go. */
await runMain(async () => {
  await ensureInstalled()
  const startedAt = performance.now()
  const failed = []
  for (const { name, tool, args } of PARTS) {
    const partAt = performance.now()
    const { code } = await runTool(tool, args)
    say(`${name}: ${code === 0 ? 'good' : 'FAILED'}, ${seconds(partAt)}`)
    if (code !== 0) failed.push(name)
  }
  if (failed.length > 0) throw new Error(`the check failed: ${failed.join(', ')}`)
  say(`the check is good, ${seconds(startedAt)}`)
})
