import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const examples = 'docs/examples/reach'

/** The terminal as a person uses it: exit code 0 where nothing passes, 1 where something does. */
function ask(network: string, from: string, to: string, service: string) {
  const args = ['reach', '--network', `${examples}/${network}/network.json`]
  const ends = ['--from', from, '--to', to, '--service', service, '--json']
  const run = spawnSync(process.execPath, ['cli/bin/holdpoint.mjs', ...args, ...ends], {
    encoding: 'utf8',
  })
  const answer = JSON.parse(run.stdout) as {
    verdict: string
    path: { firewall: string; line: number }[]
    witness: { source: string; destinationPort: number } | null
    assumptions: unknown[]
  }
  return { ...answer, code: run.status }
}

test.each([
  ['one-firewall', 'zone:supervision', 'host:PLC-101', 'tcp/502', 'some', ['FW-01:36']],
  ['one-firewall', 'host:SCADA-01', 'host:PLC-101', 'tcp/502', 'all', ['FW-01:36']],
  ['one-firewall', 'any', 'host:PLC-101', 'tcp/102', 'none', []],
  ['two-firewalls', 'zone:office', 'host:PLC-7', 'any', 'none', []],
  ['two-firewalls', 'zone:office', 'host:HISTORIAN', 'tcp/443', 'all', ['ASA-EDGE:17']],
  ['two-firewalls', 'host:HISTORIAN', 'host:PLC-7', 'tcp/502', 'all', ['FG-CELL:25']],
  ['two-firewalls', 'zone:control', 'zone:operations', 'any', 'none', []],
  ['translated', 'zone:office', 'host:REPORTS', 'tcp/443', 'some', ['PA-DMZ:11', 'PA-DMZ:6']],
  ['translated', 'zone:office', 'host:172.16.200.8', 'tcp/443', 'all', ['PA-DMZ:11', 'PA-DMZ:6']],
  ['translated', 'zone:office', 'zone:cell', 'any', 'none', []],
  ['translated', 'host:REPORTS', 'host:DRIVE-3', 'tcp/44818', 'all', ['R-CELL:12']],
])('%s: %s to %s over %s is %s', (network, from, to, service, verdict, path) => {
  const answer = ask(network, from, to, service)
  expect(answer.verdict).toBe(verdict)
  expect(answer.code).toBe(verdict === 'none' ? 0 : 1)
  expect(answer.path.map(({ firewall, line }) => `${firewall}:${line}`)).toEqual(path)
  expect(answer.assumptions).toEqual([])
})

test('bad input is one line that says what and where, and exit code 2', () => {
  const run = (network: string, from: string) =>
    spawnSync(
      process.execPath,
      [
        'cli/bin/holdpoint.mjs',
        'reach',
        '--network',
        network,
        '--from',
        from,
        '--to',
        'any',
        '--service',
        'any',
      ],
      { encoding: 'utf8' },
    )
  const network = `${examples}/one-firewall/network.json`
  const unknown = run(network, 'zone:nowhere')
  expect(unknown.status).toBe(2)
  expect(unknown.stderr.trim()).toBe(
    'holdpoint: --from: no zone has the id "nowhere"; there are supervision, control',
  )
  const absent = run(`${examples}/none.json`, 'any')
  expect(absent.status).toBe(2)
  expect(absent.stderr).toContain('there is no such file')
  const wrong = run(`${examples}/one-firewall/ruleset.json`, 'any')
  expect(wrong.status).toBe(2)
  expect(wrong.stderr.trim().split('\n')).toHaveLength(1)
})
