import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPcap, aPcapng, conversation } from '../builders/a-capture.ts'
import { listIdentity, modbusIdentity } from '../builders/plant-messages.ts'
import { holdpoint } from './terminal.ts'

const master = { ip: '10.0.0.9', port: 40_000 }
const modbus = conversation(master, { ip: '10.0.0.1', port: 502 }, [
  { by: 'server', bytes: modbusIdentity({ 0: 'Maker', 1: 'CODE-1', 2: 'V1.2' }) },
])
const enip = conversation(master, { ip: '10.0.0.2', port: 44_818 }, [
  { by: 'server', bytes: listIdentity('1756-ENBT/A') },
])

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdpoint-captures-'))
  await writeFile(join(folder, 'monday.pcap'), aPcap(modbus))
  await writeFile(join(folder, 'tuesday.pcapng'), aPcapng(enip))
  await writeFile(join(folder, 'list.csv'), 'address,vendor\n10.0.0.1,Maker\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const given = (...files: readonly string[]) => files.map((file) => join(folder, file))

test('several captures become one list of assets, each fact with its file and packet', async () => {
  const files = given('monday.pcap', 'tuesday.pcapng')
  const { code, out } = await holdpoint(['assets', 'from-pcap', '--json', ...files])
  expect(code).toBe(0)
  const found = JSON.parse(out)
  expect(found.assets).toMatchObject([
    {
      address: '10.0.0.1',
      protocol: 'modbus-tcp',
      vendor: 'Maker',
      product: 'CODE-1',
      orderNumber: 'CODE-1',
      firmware: 'V1.2',
      facts: expect.arrayContaining([
        expect.objectContaining({ field: 'vendor', file: files[0], packet: 3 }),
      ]),
    },
    {
      address: '10.0.0.2',
      protocol: 'ethernet-ip',
      product: '1756-ENBT/A',
      orderNumber: '1756-ENBT',
    },
  ])
  expect(found.files).toMatchObject([
    { file: files[0], format: 'pcap', packets: 3, damage: null },
    { file: files[1], format: 'pcapng', packets: 3, damage: null },
  ])
})

test('for a person the list is a line for each device', async () => {
  const { code, out } = await holdpoint(['assets', 'from-pcap', ...given('monday.pcap')])
  expect(code).toBe(0)
  expect(out).toMatch(/^10\.0\.0\.1 +modbus-tcp +Maker · CODE-1 · V1\.2$/m)
})

test.each([
  ['list.csv', 'byte 0: not a pcap or pcapng file'],
  ['missing.pcap', 'there is no such file'],
  ['.', 'a folder, not a capture'],
])('%s is refused in one line, with exit code 2', async (file, words) => {
  const { code, out, err } = await holdpoint(['assets', 'from-pcap', ...given('monday.pcap', file)])
  expect([code, out]).toEqual([2, ''])
  expect(err.trimEnd().split('\n')).toEqual([expect.stringContaining(`${join(folder, file)}: `)])
  expect(err).toContain(words)
})
