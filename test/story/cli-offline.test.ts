import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { holdpoint } from './terminal.ts'

const advisories = fileURLToPath(new URL('../../shipped/advisories', import.meta.url))
const inventory = fileURLToPath(new URL('../../simplant/site/inventory.csv', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'holdpoint-offline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const match = (assets: string, ...more: string[]) =>
  holdpoint(['advisories', 'match', '--advisories', advisories, '--assets', assets, ...more])

test('matching works without a server, from CSV and from JSON', async () => {
  const csv = await match(inventory, '--json')
  expect(csv.code).toBe(0)
  const { matches, stats } = JSON.parse(csv.out)
  expect(stats).toMatchObject({ affected: 13, review: 1 })
  expect(matches[0]).toMatchObject({ assetId: expect.any(String), reasons: expect.any(Array) })
  const asset = {
    id: 'X1',
    vendor: 'Rockwell Automation',
    product: '1756-EN2T/D',
    orderNumber: '1756-EN2T',
    series: 'D',
    firmware: '10.010',
  }
  const json = await match(file('assets.json', JSON.stringify([asset])), '--json')
  const verdicts = JSON.parse(json.out).matches.map((one: { verdict: string }) => one.verdict)
  expect(verdicts).toContain('affected')
})

test('a list as offices write it is read, and a row that cannot be compared stops it by name', async () => {
  const lines = [
    'Device Name;Hersteller;Device Type;Model;Part Number;FW Version;Last Seen',
    'Comms 1;Rockwell;Module;EtherNet/IP;1756-EN2T/D;10.010;2026-11-20 08:00',
    'Cabinet 4;;Gateway;;;;',
  ]
  const list = file('office.csv', lines.join('\r\n'))
  const stopped = await match(list, '--json')
  expect(stopped.code).toBe(2)
  expect(stopped.err).toContain(
    'row 2, Cabinet 4: the vendor and the product or model are not said',
  )
  const { matches, notCompared, columns } = JSON.parse(
    (await match(list, '--pass-over', '--json')).out,
  )
  expect(matches.map((one: { assetId: string }) => one.assetId)).toContain('Comms 1')
  expect(notCompared).toMatchObject([{ where: 'row 2', name: 'Cabinet 4' }])
  expect(columns).toMatchObject({ 'Device Type': 'kind', Hersteller: 'vendor', Model: 'product' })
  const none = await match(file('none.csv', 'Spalte A;Spalte B\n1;2'))
  expect(none.err).toMatch(
    /row 1: the vendor and .* not said; its columns were taken so: Spalte A not used/,
  )
})

test('an advisory that keeps to the standard is valid; another is not, with the place', async () => {
  const ours = await holdpoint(['advisories', 'validate', advisories, '--json'])
  expect({ code: ours.code, err: ours.err }).toEqual({ code: 0, err: '' })
  const judged: { valid: boolean; tests: { id: string }[] }[] = JSON.parse(ours.out)
  expect(judged.every(({ valid }) => valid)).toBe(true)
  expect(judged[0]?.tests.slice(0, 2)).toEqual([
    { id: 'schema', errors: [] },
    { id: '6.1.1', errors: [] },
  ])
  const empty = await holdpoint(['advisories', 'validate', file('empty.json', '{}'), '--json'])
  expect(empty.code).toBe(1)
  expect(JSON.parse(empty.out)[0].tests[0]).toEqual({
    id: 'schema',
    errors: [{ path: '', message: 'must have the property "document"' }],
  })
})

test('bad input ends with 2 and one line that says what and where', async () => {
  const torn = file('torn.json', '[{"id":')
  const twice = file('twice.csv', 'tag,vendor,product\nX1,V,')
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['advisories', 'match', '--advisories', advisories, '--assets', torn], /torn\.json: line 1: /],
    [
      ['advisories', 'match', '--advisories', advisories, '--assets', twice],
      /row 1: the product or model is not said/,
    ],
    [['advisories', 'match', '--advisories', 'nowhere', '--assets', inventory], /nowhere: /],
    [['advisories', 'match', '--advisories', torn, '--assets', inventory], /not JSON/],
    [['advisories', 'validate', advisories, torn], /torn\.json: not JSON, line 1: /],
    [['ledger', 'verify', 'nowhere'], /nowhere: there is no such folder/],
    [['evidence', 'verify', 'nowhere'], /nowhere: there is no such folder/],
  ]
  for (const [words, expected] of cases) {
    const said = await holdpoint(words)
    expect({ words, code: said.code }).toEqual({ words, code: 2 })
    expect(said.err.trim()).toMatch(expected)
    expect(said.err.trim().split('\n')).toHaveLength(1)
  }
})
