import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { readAdvisory } from '@holdpoint/csaf'

const BLOCK = 512

/** Every advisory of the outside test data that can be read, parsed. */
export function advisoryCorpus() {
  return advisoryFiles().flatMap((bytes) => {
    const read = readAdvisory(bytes)
    return read.ok ? [read.value] : []
  })
}

/** Every advisory of the outside test data as the JSON that it is. */
export function advisoryDocuments() {
  return advisoryFiles().map((bytes) => JSON.parse(bytes.toString('utf8')))
}

function advisoryFiles() {
  const beside = fileURLToPath(new URL('../../../shared/data', import.meta.url))
  const folder = join(process.env.HOLDPOINT_TEST_DATA ?? beside, 'advisories')
  if (!existsSync(folder)) throw new Error(`no advisories at ${folder}; set HOLDPOINT_TEST_DATA`)
  const archives = readdirSync(folder).filter((name) => /^cisa-ics-csaf-\d{4}\.tgz$/.test(name))
  return archives
    .sort()
    .flatMap((name) => [...filesIn(gunzipSync(readFileSync(join(folder, name))))])
}

function* filesIn(tar) {
  for (let at = 0; at + BLOCK <= tar.length; ) {
    const header = tar.subarray(at, at + BLOCK)
    if (header[0] === 0) return
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '')
    if (name.endsWith('.json')) yield tar.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
}
