import { spawnSync } from 'node:child_process'
import { labLacks } from '@holdpoint/lab'
import { describe, expect, test } from 'vitest'

const lacks = await labLacks()
const network = 'docs/examples/reach/one-firewall/network.json'

function lab(file: string, to: string, service: string) {
  const args = ['lab', '--network', file, '--from', 'host:SCADA-01', '--to', to]
  return spawnSync(
    process.execPath,
    ['cli/bin/holdpoint.mjs', ...args, '--service', service, '--json'],
    {
      encoding: 'utf8',
    },
  )
}

describe.skipIf(lacks !== null)('holdpoint lab (needs network namespaces and nftables)', () => {
  test.each([
    ['tcp/502', 'all', true],
    ['tcp/503', 'none', false],
    ['udp/502', 'none', false],
  ])(
    'over %s engine and kernel say the same, and without the rules it arrives',
    (service, engine, arrived) => {
      const run = lab(network, 'host:PLC-101', service)
      expect(JSON.parse(run.stdout)).toMatchObject({ engine, arrived, control: true, agrees: true })
      expect(run.status).toBe(0)
    },
  )

  test('what the kernel cannot run is refused by name', () => {
    const run = lab('docs/examples/reach/two-firewalls/network.json', 'host:10.20.1.7', 'tcp/502')
    expect(run.status).toBe(2)
  })
})
