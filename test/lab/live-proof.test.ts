import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import {
  type ConduitPolicy,
  judgeLive,
  livePlan,
  nftablesObjects,
  type PlantNetwork,
  renderRules,
} from '@holdpoint/core'
import { createLab, createLiveLab, labLacks } from '@holdpoint/lab'
import { describe, expect, test } from 'vitest'

const lacks = await labLacks()
const plant: PlantNetwork = JSON.parse(readFileSync('simplant/site/network.json', 'utf8'))
const policy: ConduitPolicy = {
  conduit: 'to chemical dosing',
  protects: { assetTag: 'PLC-103', address: '10.10.1.13' },
  permitted: [
    {
      ...{ from: '10.20.1.21', to: '10.10.1.13', protocol: 'tcp', port: 502 },
      why: 'SCADA-01 polls',
    },
    {
      ...{ from: '10.30.1.0/24', to: '10.10.1.13', protocol: 'udp', port: 161 },
      why: 'monitoring',
    },
  ],
}
const services = [{ port: 502, transport: 'tcp' as const }]
const rendered = renderRules(policy, { dialect: 'nftables' })
const rules = rendered.ok ? rendered.value.rules : ''
const plan = livePlan({ policy, plant, services, zoneId: 'control', rules })

describe.skipIf(lacks !== null)('a control with real packets (needs network namespaces)', () => {
  test('stops the exploit, ends its session, and lets through what the process needs', async () => {
    if (!plan.ok) throw new Error(plan.refusal.what)
    const ran = await createLiveLab().run(plan.value)
    if (!ran.ok) throw new Error(ran.refusal.what)
    const { readyMs, probedMs, tool } = ran.value
    console.log(`lab: ${plan.value.hosts.length} hosts ready ${readyMs} ms, probed ${probedMs} ms`)
    expect(tool).toMatch(/^Linux \S+, nft \d/)
    const judged = judgeLive(plan.value, ran.value.shown)
    expect(judged.findings.filter(({ holds }) => !holds)).toEqual([])
    expect(judged.verdict).toBe('holds')
    expect(judged.findings.map(({ what }) => what)).toContainEqual(
      expect.stringMatching(/a session that was open ends$/),
    )
  })

  test('fails where the rules let the exploit through, or stop what is needed', async () => {
    if (!plan.ok) throw new Error(plan.refusal.what)
    const open = 'table inet nothing {}\n'
    const shut =
      'table inet shut { chain f { type filter hook forward priority 0; policy drop; }; }\n'
    for (const [text, what] of [
      [open, /tries tcp\/502: ARRIVES$/],
      [shut, /needs tcp\/502: SCADA-01 polls: IS STOPPED$/],
    ] as const) {
      const ran = await createLiveLab().run({ ...plan.value, rules: text })
      if (!ran.ok) throw new Error(ran.refusal.what)
      const judged = judgeLive(plan.value, ran.value.shown)
      expect(judged.verdict).toBe('fails')
      const failed = judged.findings.filter(({ holds }) => !holds).map((one) => one.what)
      expect(failed).toContainEqual(expect.stringMatching(what))
    }
    const refused = await createLiveLab().run({ ...plan.value, rules: 'nonsense' })
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'lab-refused' } })
  })

  test('the kernel lists the rules as the exact proof reads them', async () => {
    const lab = await createLab({ zones: [], hosts: [] })
    if (!lab.ok) throw new Error(lab.refusal.what)
    try {
      expect((await lab.value.inRouter(['nft', '-f', '-'], rules)).code).toBe(0)
      const listed = await lab.value.inRouter(['nft', '-j', 'list', 'ruleset'])
      expect(plain(JSON.parse(listed.out).nftables)).toEqual(plain(nftablesObjects(policy)))
    } finally {
      await lab.value.close()
    }
  })
})

/** What the kernel adds: handles, the version, and the order of words in a set. */
function plain(objects: readonly unknown[]): unknown {
  const kept = objects.filter((one) => !Object.hasOwn(one as object, 'metainfo'))
  return JSON.parse(JSON.stringify(kept), (key, value) => {
    if (key === 'handle') return undefined
    return Array.isArray(value) && value.every((one) => typeof one === 'string')
      ? [...value].sort()
      : value
  })
}

test('without namespaces nothing is proved, and it is said what is missing', async () => {
  const program = `
    import { createLiveLab } from '@holdpoint/lab'
    process.getuid = () => 1000
    const ran = await createLiveLab().run({ zones: [], hosts: [], target: '', rules: '', probes: [] })
    console.log(JSON.stringify(ran))`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect(JSON.parse(run.stdout)).toMatchObject({ ok: false, refusal: { kind: 'lab-missing' } })
})
