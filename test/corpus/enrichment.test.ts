import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCveRecord, readEpss, readKev } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { readableAdvisories } from './advisories.ts'
import { readTgz } from './tar.ts'

const data = testData()
const folder = data ?? ''

describe.skipIf(data === null)('public facts about vulnerabilities (needs the test data)', () => {
  const advisories = data === null ? [] : [...readableAdvisories(folder).values()]
  const cvesOf = advisories.map(
    (one) => new Set(one.vulnerabilities.flatMap(({ cve }) => (cve === null ? [] : [cve]))),
  )
  const cves = new Set(cvesOf.flatMap((one) => [...one]))

  test('the KEV catalogue is read whole, and names some of the corpus', () => {
    const kev = readKev(readFileSync(join(folder, 'kev/known_exploited_vulnerabilities.json')))
    const entries = kev.ok ? kev.value.entries : []
    expect(entries).toHaveLength(1404)
    const listed = new Set(entries.map((one) => one.cve))
    const known = [...cves].filter((cve) => listed.has(cve)).length
    const hit = cvesOf.filter((one) => [...one].some((cve) => listed.has(cve))).length
    console.log(`score: KEV 1404 entries, ${known} CVEs of the corpus in ${hit} advisories`)
    expect(known).toBeGreaterThanOrEqual(50)
  })

  test('EPSS covers nearly every CVE of the corpus', () => {
    const epss = readEpss(readFileSync(join(folder, 'epss/epss-2026-08-16.csv')))
    const scored = new Set(epss.ok ? epss.value.scores.map((one) => one.cve) : [])
    const covered = [...cves].filter((cve) => scored.has(cve)).length
    console.log(`score: EPSS covers ${covered} of ${cves.size} CVEs of the corpus`)
    expect(covered / cves.size).toBeGreaterThan(0.99)
  })

  test('every CVE record is read, and CISA speaks in nearly all of them', () => {
    const records = readTgz(join(folder, 'cve/vulnrichment-cve5.tgz'))
      .filter(({ path }) => path.endsWith('.json'))
      .map(({ bytes }) => readCveRecord(bytes))
    const read = records.flatMap((one) => (one.ok ? [one.value] : []))
    const said = (word: string) => read.filter((one) => one.points?.exploitation === word).length
    const silent = read.filter((one) => one.points === null).length
    console.log(
      `score: CVE records ${read.length}/${records.length} read; exploitation none ${said('none')}, ` +
        `poc ${said('poc')}, active ${said('active')}; ${silent} without a word of CISA`,
    )
    expect(read).toHaveLength(637)
    expect(said('none') + said('poc') + said('active')).toBe(read.length - silent)
  })
})
