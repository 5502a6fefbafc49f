import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { holdpoint } from '../story/terminal.ts'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'

const data = testData()
const doc = fileURLToPath(new URL('../../docs/first-triage.md', import.meta.url))

/** The list as the document shows it: what a reader would copy. */
function shownList(): string {
  const [, csv] = /```\n( *Name,[\s\S]*?)```/.exec(readFileSync(doc, 'utf8')) ?? []
  return (csv ?? '').replaceAll(/^ +/gm, '')
}

describe.skipIf(data === null)('a first triage by the document (needs the test data)', () => {
  test('a folder of advisories and the list of the document give findings with reasons', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-first-'))
    for (const { path, bytes } of advisoryFiles(data ?? '')) {
      writeFileSync(join(folder, basename(path)), bytes)
    }
    const assets = join(folder, 'assets.csv')
    writeFileSync(assets, shownList())
    const said = await holdpoint([
      'advisories',
      'match',
      '--advisories',
      folder,
      '--assets',
      assets,
    ])
    rmSync(folder, { recursive: true, force: true })
    expect(said.err).toBe('')
    expect(said.code).toBe(0)
    expect(said.out).toMatch(/^affected {2}Boiler PLC {2}ICSA-/m)
    expect(said.out).toMatch(/^review {4}WinCC server {2}ICSA-/m)
    const lines = said.out.split('\n')
    const firstReview = lines.findIndex((line) => line.startsWith('review'))
    const lastAffected = lines.findLastIndex((line) => line.startsWith('affected'))
    expect(lastAffected).toBeLessThan(firstReview)
    for (const [at, line] of lines.entries()) {
      if (/^(affected|review)/.test(line)) expect(lines[at + 1]).toMatch(/^ {10}\S/)
    }
  })
})
