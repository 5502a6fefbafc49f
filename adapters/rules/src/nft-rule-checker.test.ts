import { spawnSync } from 'node:child_process'
import { renderNftables } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { createNftRuleChecker } from './nft-rule-checker.ts'

const hasNft = spawnSync('nft', ['--version']).status === 0

describe.skipIf(!hasNft)('nft as it is installed (skipped where nftables is not)', () => {
  test('accepts what the conduit policy renders to', async () => {
    const rendered = renderNftables({
      conduit: 'Operations to control',
      protects: { assetTag: 'PLC-101', address: '10.10.1.11' },
      permitted: [
        { from: '10.10.2.21', to: '10.10.1.11', protocol: 'tcp', port: 502, why: 'SCADA polling' },
      ],
    })
    if (!rendered.ok) throw new Error('the policy has no fault')
    const checked = await createNftRuleChecker().check(rendered.value)
    expect(checked).toMatchObject({ ok: true, value: { tool: 'nft' } })
  })

  test('refuses rules with a fault and names the line', async () => {
    const checked = await createNftRuleChecker().check(
      'table inet t {\n chain c {\n  tcp dport frog\n }\n}\n',
    )
    expect(checked).toMatchObject({ ok: false, refusal: { kind: 'rules-refused', line: 3 } })
  })
})

test('a machine without nft proves nothing and says what would clear it', async () => {
  const checked = await createNftRuleChecker('no-such-nft').check('')
  expect(checked).toMatchObject({ ok: false, refusal: { kind: 'rule-checker-missing' } })
})
