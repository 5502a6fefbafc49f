import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assetsFromCapture, type CapturedAsset, captureSurvey } from '@holdpoint/probes'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'

/**
 * What another dissector (tshark 4.0.17) prints for each capture, as facts: who was heard to speak
 * which protocol in which role, and what it said of itself.
 */
type Expected = {
  readonly file: string
  readonly address: string
  readonly protocol: string
  readonly what: string
  readonly value: string
}

const table = fileURLToPath(new URL('capture-facts.tsv', import.meta.url))
const expected = readTable()
const files = [...new Set(expected.map(({ file }) => file))]
const data = testData()
const folder = data === null ? '' : join(data, 'pcap')
const missing = !existsSync(folder)

describe.skipIf(missing)('captures of plants (needs the test data)', () => {
  test('every fact that another dissector prints is found, with the packet that says it', () => {
    const lost: Expected[] = []
    for (const file of files) {
      const rows = expected.filter((row) => row.file === file)
      const assets = assetsOf(file)
      const notFound = rows.filter((row) => !assets.some((asset) => says(asset, row)))
      lost.push(...notFound)
      console.log(`captures: ${file}: ${rows.length - notFound.length}/${rows.length} found`)
    }
    const found = expected.length - lost.length
    console.log(`captures: ${found}/${expected.length} facts of ${files.length} captures found`)
    expect(lost).toEqual([])
    expect(files.length).toBe(20)
    expect(expected.length).toBeGreaterThanOrEqual(258)
  })

  test('identity goes into the columns of the asset', () => {
    const known = (file: string, address: string) =>
      assetsOf(file).filter((asset) => asset.address === address && asset.product !== null)
    expect(known('s7comm-szl-ident.pcap', '172.17.0.2')).toMatchObject([
      {
        protocol: 's7comm',
        vendor: 'Siemens',
        product: 'CPU 315-2 PN/DP',
        orderNumber: '6ES7 315-2EH14-0AB0',
        firmware: 'V3.2.6',
      },
    ])
    expect(known('cip-controllogix-software-upload.pcap', '192.168.10.120')).toMatchObject([
      { unit: 'slot 0', product: '1756-L61/B LOGIX5561', orderNumber: '1756-L61', series: 'B' },
    ])
    expect(known('profinet-io-cm-lldp-mixed.pcap', '192.168.1.2')).toMatchObject([
      { mac: '00:09:91:43:e0:67', product: 'IC200PNS001', name: 'versamax-pns11' },
    ])
  })

  test('a capture in pieces of any size says the same as in one piece', () => {
    for (const file of ['hart-ip.pcap', 's7comm-reading-plc-status.pcap']) {
      const bytes = readFileSync(join(folder, file))
      const survey = captureSurvey()
      const capture = survey.open(file)
      for (let at = 0; at < bytes.length; at += 97) capture.push(bytes.subarray(at, at + 97))
      expect(capture.end().ok).toBe(true)
      expect(survey.findings().assets).toEqual(assetsOf(file))
    }
  })
})

function assetsOf(file: string): readonly CapturedAsset[] {
  const read = assetsFromCapture(readFileSync(join(folder, file)), file)
  if (!read.ok) throw new Error(`${file}: byte ${read.refusal.offset}: ${read.refusal.why}`)
  return read.value.assets
}

function says(asset: CapturedAsset, { address, protocol, what, value }: Expected): boolean {
  if (!asset.addresses.includes(address)) return false
  if (what === 'device' || what === 'client') {
    return asset.protocols.some((one) => one.protocol === protocol && one.role === what)
  }
  return asset.facts.some(
    (fact) =>
      fact.protocol === protocol && fact.field === what && fact.value === value && fact.packet > 0,
  )
}

function readTable(): readonly Expected[] {
  const [, ...lines] = readFileSync(table, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [file = '', address = '', protocol = '', what = '', value = ''] = line.split('\t')
    return { file, address, protocol, what, value }
  })
}
