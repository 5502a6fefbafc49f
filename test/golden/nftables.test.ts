import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ConduitPolicy, type PermittedFlow, renderNftables } from '@holdpoint/core'
import { createNftRuleChecker } from '@holdpoint/rules'
import { describe, expect, test } from 'vitest'
import { aPolicy } from '../builders/a-policy.ts'

const hasNft = spawnSync('nft', ['--version']).status === 0

function flow(fields: Partial<PermittedFlow>): PermittedFlow {
  const from = '10.10.2.0/24'
  return { from, to: '10.10.1.0/28', protocol: 'tcp', port: 44_818, why: 'CIP', ...fields }
}

const policies: Readonly<Record<string, ConduitPolicy>> = {
  'nftables-one-flow': aPolicy(),
  'nftables-no-flow': aPolicy({ conduit: 'Isolated until the outage', permitted: [] }),
  'nftables-cell': aPolicy({
    conduit: "Cell 1 (packaging): operators' stations; clocks",
    protects: { assetTag: 'CELL-1/PLC+IO', address: '10.10.1.0/28' },
    permitted: [
      flow({ why: 'EtherNet/IP, explicit messages' }),
      flow({ protocol: 'udp', port: 2222, why: 'EtherNet/IP, implicit messages' }),
      flow({ from: '10.10.3.5', protocol: 'udp', port: 123, why: 'The clock of the plant' }),
      flow({ from: '10.10.2.21', port: 65_535, why: 'Last port; 1 is the first' }),
      flow({ from: '0.0.0.0/0', port: 1, why: 'Any source, as the policy says' }),
    ],
  }),
}

function fileOf(name: string): string {
  return fileURLToPath(new URL(`files/${name}.nft`, import.meta.url))
}

function rendered(policy: ConduitPolicy | undefined): string {
  const rules = policy === undefined ? null : renderNftables(policy)
  if (rules === null || !rules.ok) throw new Error(JSON.stringify(rules))
  return rules.value
}

describe('rules for nftables', () => {
  test.each(Object.keys(policies))('%s is written as a person approved it', (name) => {
    const rules = rendered(policies[name])
    if (process.env.HOLDPOINT_WRITE_GOLDEN === '1') writeFileSync(fileOf(name), rules)
    expect(rules).toBe(readFileSync(fileOf(name), 'utf8'))
  })

  test('on a machine that must prove it, nftables is installed', () => {
    expect(process.env.CI === 'true' && !hasNft).toBe(false)
  })
})

describe.skipIf(!hasNft)('nft itself (skipped where nftables is not installed)', () => {
  test.each(Object.keys(policies))('would take %s', async (name) => {
    const checked = await createNftRuleChecker().check(readFileSync(fileOf(name), 'utf8'))
    expect(checked).toMatchObject({ ok: true, value: { tool: 'nft' } })
  })

  test('would not take rules that are broken, so that taking them says something', async () => {
    const broken = rendered(policies['nftables-one-flow']).replace('dport 502', 'dport 502 502')
    const checked = await createNftRuleChecker().check(broken)
    expect(checked).toMatchObject({ ok: false, refusal: { kind: 'rules-refused' } })
  })
})
