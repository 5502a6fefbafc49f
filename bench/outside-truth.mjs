// What the engines score against vectors, corpora and programs that nobody here wrote: every score that
// the tests print, in one place. A test fails where a score falls; here stands what it is.
// node bench/outside-truth.mjs; needs the build and the outside test data.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const FOLDERS = ['test/corpus', 'test/golden', 'test/csaf-conformance']
const VITEST = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal paints with
const PAINT = /\u001b\[[0-9;]*m/g

const { code, output } = await run()
const scores = [...output.matchAll(/^score: (.+)$/gm)].map(([, line]) => partsOf(line))
if (code !== 0) throw new Error(`the tests ended with exit code ${code}`)
if (scores.length === 0) throw new Error('no test printed a score: is the outside data there?')
console.log(
  JSON.stringify({
    name: 'outside-truth',
    figures: Object.fromEntries(scores.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }),
)

/** Where the figures of a line begin: names have digits too, as `CSAF 2.0` and `cvss v3` do. */
function partsOf(line) {
  for (const figures of [/\d+\/\d+/, /\d+ of \d+/, /\d+(?:\.\d+)? %/, /\d+(?=[, ]|$)/]) {
    const at = line.search(new RegExp(`(?<= )${figures.source}`))
    if (at > 0) return [line.slice(0, at).replace(/[:,]? $/, ''), line.slice(at)]
  }
  return [line, '']
}

/** The tests as everybody runs them, without the paint of a terminal. */
function run() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [VITEST, 'run', ...FOLDERS], {
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk.toString('utf8')
    })
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code, output: output.replace(PAINT, '') }))
  })
}
