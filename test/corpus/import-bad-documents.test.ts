import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)
const good = readFileSync(shipped, 'utf8').replaceAll('HPDEMO-2026-001', 'TEST-2026-001')
const bytesOf = (text: string) => new TextEncoder().encode(text)
const zip = Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe, 0x00)
const latin1 = Uint8Array.from(good.replace('module', 'm\u00f6dule'), (c) => c.charCodeAt(0))

/** Each bad file, and what must be said of it: what is wrong, and where. */
const bad: readonly (readonly [string, Uint8Array, RegExp])[] = [
  ['empty.json', bytesOf(''), /^not JSON, line 1: /],
  ['not-json.json', bytesOf('{\n  "document": yes\n}'), /^not JSON, line 2: /],
  ['cut-off.json', bytesOf(good.slice(0, 900)), /^not JSON, line \d+: /],
  ['twice.json', bytesOf('{"document":{},\n"document":{}}'), /line 2: .*"document" stands twice/],
  ['other-version.json', bytesOf(good.replace('"2.0"', '"9.9"')), /csaf_version must be "2\.0"/],
  ['no-advisory.json', bytesOf('[1, 2]'), /^not CSAF: /],
  ['deep.json', bytesOf('['.repeat(5_000) + ']'.repeat(5_000)), /nests deeper|not JSON/],
  ['thirty-megabytes.json', new Uint8Array(30_000_000).fill(0x20), /has 30000000 bytes, at most/],
  ['archive.json', zip, /^not UTF-8, at byte 4$/],
  ['latin-1.json', latin1, new RegExp(`^not UTF-8, at byte ${latin1.indexOf(0xf6)}$`)],
  ['marked.json', bytesOf(`\ufeff${good}`), /^not JSON, line 1: /],
]

describe('bad documents among good ones', () => {
  const folder = temporaryFolder('import-bad')
  let server: ServerProcess
  let people: People

  beforeAll(async () => {
    server = await startServer({ dataFolder: folder.path })
    people = peopleAt(server.address)
  })

  afterAll(async () => {
    await server?.stop()
    folder.remove()
  })

  const importAll = async (files: readonly (readonly [string, Uint8Array])[]) => {
    const answer = await api.importInParts(people.mara.send, {
      id: randomUUID(),
      sources: files.map(([fileName, bytes]) => ({
        fileName,
        sizeBytes: bytes.length,
        read: async (from, to) => bytes.subarray(from, to),
      })),
      tell: () => {},
      cancelled: () => false,
    })
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
    return answer.value
  }

  test('are each refused by name with the place, and change nothing', async () => {
    const before = await stateOf(people)
    const job = await importAll(bad.map(([fileName, bytes]) => [fileName, bytes]))
    expect(job.state).toBe('done')
    expect(job.result).toMatchObject({ stored: 0, unchanged: 0, matching: null, matchingJob: null })
    for (const [index, [fileName, , words]] of bad.entries()) {
      const refused = job.result?.refused[index]
      expect(refused).toMatchObject({ fileName, where: fileName })
      expect(`${fileName}: ${refused?.why.replace(words, 'as expected')}`).toMatch(/as expected/)
    }
    expect(job.result?.refused.length).toBe(bad.length)
    expect(await stateOf(people)).toEqual(before)
  })

  test('do not keep a good one out, which is stored byte for byte', async () => {
    const [first, second] = bad
    if (first === undefined || second === undefined) throw new Error('two bad ones')
    const job = await importAll([
      [first[0], first[1]],
      ['good.json', bytesOf(good)],
      [second[0], second[1]],
    ])
    expect(job.result).toMatchObject({ stored: 1, unchanged: 0 })
    expect(job.result?.refused.map((one) => one.fileName)).toEqual([first[0], second[0]])
    expect(job.result?.matching?.advisories).toBe(9)
    const stored = await people.mara.ask(api.readAdvisoryPage, { params: { id: 'TEST-2026-001' } })
    const digest = await crypto.subtle.digest('SHA-256', bytesOf(good))
    expect(stored.sha256).toBe(Buffer.from(digest).toString('hex'))
  })

  test('a person who may not import is told so before anything is kept', async () => {
    const params = { id: randomUUID() }
    const body = { from: 0, documents: [{ fileName: 'good.json', content: good }] }
    const refusals = await people.noor.refusalsOf(api.stageAdvisories, { params, body })
    expect(refusals.map((one) => one.kind)).toEqual(['not-your-role'])
    const none = await people.mara.refusalsOf(api.startAdvisoryImport, { params })
    expect(none.map((one) => one.kind)).toEqual(['no-such-import'])
  })
})

/** What is shown of advisories, findings and assets, and which matching run it is from. */
async function stateOf({ mara }: People) {
  const { advisories } = await mara.ask(api.listAdvisories)
  const { findings, run } = await mara.ask(api.listFindings)
  const { assets } = await mara.ask(api.listAssets)
  return { advisories, findings, run, assets }
}
