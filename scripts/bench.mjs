import { existsSync, readdirSync } from 'node:fs'
import { circumstances, readAnswer, record, section } from './lib/bench-results.mjs'
import { inRepo } from './lib/repo.mjs'
import { run } from './lib/run.mjs'
import { runMain, say, seconds } from './lib/say.mjs'
import { ensureBuilt, ensureInstalled } from './setup.mjs'

// npm run bench [-- NAME…] [--json] [--record]
await runMain(async () => {
  const args = process.argv.slice(2)
  const asked = args.filter((arg) => !arg.startsWith('--'))
  const names = asked.length > 0 ? asked : known()
  for (const name of asked) {
    if (!existsSync(inRepo('bench', `${name}.mjs`))) {
      throw new Error(`no benchmark "${name}"; there are: ${known().join(', ') || 'none'}`)
    }
  }
  await ensureInstalled()
  await ensureBuilt()
  const measured = await circumstances()
  const answers = []
  for (const name of names) answers.push(await runOne(name, measured, args))
  if (args.includes('--json')) console.log(JSON.stringify(answers))
})

/** One after the other: two at once would measure each other. */
async function runOne(name, measured, args) {
  const startedAt = performance.now()
  say(`bench ${name}`)
  const program = inRepo('bench', `${name}.mjs`)
  const { code, output } = await run(process.execPath, [program], { keep: 'stdout' })
  if (code !== 0) throw new Error(`bench ${name} ended with exit code ${code}`)
  const answer = readAnswer(name, output)
  if (args.includes('--record')) record(name, answer, measured)
  if (!args.includes('--json')) console.log(section(name, answer, measured))
  say(`bench ${name}: ${seconds(startedAt)}`)
  return { ...answer, name, machine: measured }
}

function known() {
  const files = readdirSync(inRepo('bench')).filter((file) => file.endsWith('.mjs'))
  return files.map((file) => file.slice(0, -'.mjs'.length)).sort()
}
