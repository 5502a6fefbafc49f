import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assetsOfSheet, suggestImportMapping } from '@holdpoint/core'
import {
  type Advisory,
  type AssetFacts,
  cvss,
  fixedVersions,
  matchAll,
  namedServices,
  readAdvisory,
  reversibility,
} from '@holdpoint/csaf'
import { inventoryFiles } from '@holdpoint/inventory'
import { describe, expect, test } from 'vitest'

const folder = fileURLToPath(new URL('../../shipped/advisories/', import.meta.url))
const inventory = fileURLToPath(new URL('../../simplant/site/inventory.csv', import.meta.url))

describe('the advisories that we ship', () => {
  test('all are read, under our own publisher, each in the file of its id', () => {
    const ids = shipped().map(({ id }) => id)
    expect(ids).toHaveLength(8)
    expect(ids.map((id) => `${id.toLowerCase()}.json`)).toEqual(readdirSync(folder).sort())
    for (const { publisherNamespace, publisherName } of shipped()) {
      expect(publisherNamespace).toBe('https://holdpoint.example')
      expect(publisherName).toBe('Holdpoint demonstration plant advisories')
    }
  })

  test('every score follows from its vector, and covers every affected product', () => {
    for (const { id, vulnerabilities } of shipped()) {
      for (const { cve, scores, productStatus } of vulnerabilities) {
        const scored = scores.flatMap(({ productIds }) => productIds)
        expect(new Set(scored), `${id} ${cve}`).toEqual(new Set(productStatus.known_affected))
        for (const { vector, baseScore, baseSeverity, version } of scores) {
          const found = cvss(vector)
          expect(found.ok && found.value, `${id} ${cve}`).toMatchObject({
            version,
            base: baseScore,
            severity: baseSeverity,
          })
        }
      }
    }
  })

  test('every affected product has a fix, or the document says that there is none', () => {
    for (const { id, vulnerabilities } of shipped()) {
      for (const { cve, remediations, productStatus } of vulnerabilities) {
        const answered = remediations
          .filter(({ category }) => category === 'vendor_fix' || category === 'none_available')
          .flatMap(({ productIds }) => productIds)
        expect(new Set(answered), `${id} ${cve}`).toEqual(new Set(productStatus.known_affected))
      }
    }
  })

  test('for the plant they mean just these findings', () => {
    const { matches, stats } = matchAll(plant(), shipped())
    const found = matches
      .filter(({ verdict }) => verdict !== 'not-affected')
      .map(({ assetId, advisoryId, verdict }) => `${advisoryId} ${assetId} ${verdict}`)
    expect(found).toEqual([
      'HPDEMO-2026-001 PLC-101 affected',
      'HPDEMO-2026-001 PLC-102 affected',
      'HPDEMO-2026-001 PLC-201A affected',
      'HPDEMO-2026-001 PLC-201B affected',
      'HPDEMO-2026-002 PLC-103 affected',
      'HPDEMO-2026-002 SIS-101 affected',
      'HPDEMO-2026-003 PLC-104 affected',
      'HPDEMO-2026-004 SW-101 affected',
      'HPDEMO-2026-005 OS-01 affected',
      'HPDEMO-2026-005 OS-02 affected',
      'HPDEMO-2026-005 OS-03 affected',
      'HPDEMO-2026-006 HIST-01 affected',
      'HPDEMO-2026-007 SW-102 affected',
      'HPDEMO-2026-008 HMI-101 review',
    ])
    expect(stats).toMatchObject({ advisories: 8, affected: 13, review: 1 })
  })

  test('signed firmware is a one-way step, said in the words of the advisory', () => {
    const advisory = shipped()[0] as Advisory
    for (const productId of ['EN2T-A-U', 'EN2T-A-S', 'EN2T-D']) {
      expect(reversibility(advisory, productId)).toEqual({
        verdict: 'one-way',
        quote:
          'Once a module runs signed firmware, it is not possible to revert to unsigned firmware.',
      })
    }
    expect(
      fixedVersions(advisory, 'EN2T-A-U').map(({ version, line }) => ({ version, line })),
    ).toEqual([
      { version: '5.029', line: 'signed' },
      { version: '5.009', line: 'unsigned' },
    ])
    expect(fixedVersions(advisory, 'EN2T-D').map(({ version }) => version)).toEqual(['11.004'])
  })

  test('the ports that a control could close are named', () => {
    const [first] = (shipped()[0] as Advisory).vulnerabilities
    const services = first === undefined ? [] : namedServices(first)
    expect(services.map(({ port, transport }) => `${transport}/${port}`).sort()).toEqual([
      'tcp/44818',
      'udp/2222',
      'udp/44818',
    ])
  })
})

function shipped(): readonly Advisory[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const read = readAdvisory(readFileSync(folder + name))
      if (!read.ok) throw new Error(`${name}: ${JSON.stringify(read.refusal)}`)
      return read.value
    })
}

function plant(): readonly AssetFacts[] {
  const read = inventoryFiles.read({
    name: inventory,
    bytes: readFileSync(inventory),
    sheet: null,
  })
  if (!read.ok) throw new Error(read.refusal.why)
  return assetsOfSheet(read.value, suggestImportMapping(read.value.columns, null)).assets
}
