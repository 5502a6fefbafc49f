// Writes docs/csaf-conformance.md from the tests that hold its items.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = 'test/csaf-conformance'
export const DOCUMENT = 'docs/csaf-conformance.md'

/** The document as the tests are now; one item neither held nor said not to be is a fault. */
export function conformanceDocument() {
  const items = readJson('items.json')
  const notHeld = new Map(readJson('not-held.json').map(({ item, why }) => [item, why]))
  const held = heldItems()
  for (const { item } of items) {
    const ways = Number(held.has(item)) + Number(notHeld.has(item))
    if (ways !== 1) throw new Error(`item ${item} must be held by a test or said not to be held`)
  }
  const rows = items.map(({ item, of, duty }) => {
    const test = held.get(item)
    const how =
      test === undefined
        ? `**Not held.** ${notHeld.get(item)}`
        : `${test.words} ([test](../${folder}/${test.file}))`
    return `| ${item} | ${of} | ${duty} | ${how} |`
  })
  return [...head(items.length, held.size), ...rows, ''].join('\n')
}

function head(all, held) {
  return [
    '# Conformance with CSAF 2.0',
    '',
    'What CSAF 2.0 (clauses 9.1.10 to 9.1.13) asks of a consumer, a viewer, a management system and an',
    `asset matching system, item by item. ${held} of ${all} are held, each by a test of its own; what is not held`,
    'says why. This page is written by `node scripts/csaf-conformance.mjs` from those tests, and a test',
    'fails where it is not as they are. The duties are in our words; the standard has its own.',
    '',
    '| item | asked of a | duty | how it is held |',
    '|---|---|---|---|',
  ]
}

function heldItems() {
  const held = new Map()
  const files = readdirSync(`${root}${folder}`).filter((one) => one.endsWith('.test.ts'))
  for (const file of files.sort()) {
    const text = readFileSync(`${root}${folder}/${file}`, 'utf8')
    for (const [, item, words] of text.matchAll(/\btest\(\s*'item (\d+): ([^']+)'/g)) {
      if (held.has(Number(item))) throw new Error(`item ${item} is held twice`)
      held.set(Number(item), { file, words: words.charAt(0).toUpperCase() + words.slice(1) })
    }
  }
  return held
}

function readJson(name) {
  return JSON.parse(readFileSync(`${root}${folder}/${name}`, 'utf8'))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${root}${DOCUMENT}`, conformanceDocument())
  console.log(`holdpoint: ${DOCUMENT} is as the tests are`)
}
