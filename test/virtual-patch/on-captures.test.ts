import { readdirSync, readFileSync } from 'node:fs'
import {
  proofCaptures,
  type RuleSensor,
  renderVirtualPatch,
  type VulnerabilityFacts,
  writeCapture,
} from '@holdpoint/core'
import { captureSurvey } from '@holdpoint/probes'
import { createSuricataSensor, proveOnCaptures, suricataLacks } from '@holdpoint/suricata'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { exploitFacts } from '../builders/some-exploits.ts'
import { someFacts } from '../builders/vulnerability-facts.ts'

const lacks = await suricataLacks()
const sensor = createSuricataSensor()
const EXAMPLES = 'docs/examples/virtual-patch'
const FACTS = 400

function render(facts: VulnerabilityFacts, isInline = false) {
  const patch = renderVirtualPatch(facts, { isInline })
  return patch.ok ? patch.value : expect.fail(JSON.stringify(patch.refusal))
}

/** Ordinary talk of the same protocol stands for the plant's own traffic. */
function quietBaseline(facts: VulnerabilityFacts) {
  const { ordinary } = proofCaptures(facts, render(facts))
  return { name: 'one day', bytes: ordinary.bytes, packets: ordinary.packets }
}

async function prove(facts: VulnerabilityFacts, isInline = false, by: RuleSensor = sensor) {
  const baselines = [quietBaseline(facts)]
  const proved = await proveOnCaptures({
    ...{ facts, patch: render(facts, isInline), baselines, sensor: by },
  })
  return proved.ok ? proved.value : expect.fail(proved.refusal.what)
}

const failedOf = (proved: Awaited<ReturnType<typeof prove>>) =>
  proved.findings.filter(({ holds }) => !holds).map(({ what }) => what)

/** Gives the real sensor another rule than the one that is proved. */
const withRule = (change: (rule: string) => string): RuleSensor => ({
  read: (ask) => sensor.read({ ...ask, rule: change(ask.rule) }),
})

describe.skipIf(lacks !== null)('a virtual patch on captures (needs Suricata)', () => {
  test.each(readdirSync(EXAMPLES))(
    '%s names its exploit and nothing else, beside and in the line',
    async (file) => {
      const facts: VulnerabilityFacts = JSON.parse(readFileSync(`${EXAMPLES}/${file}`, 'utf8'))
      for (const isInline of [false, true]) {
        const proved = await prove(facts, isInline)
        expect(failedOf(proved)).toEqual([])
        expect([proved.verdict, proved.tool]).toEqual([
          'holds',
          expect.stringMatching(/^Suricata \d/),
        ])
        expect(proved.inputs.map(({ name }) => name)).toContain('baseline "one day"')
      }
    },
  )

  test(`of any facts names the exploit and nothing else (seed ${SEED})`, async () => {
    const all = fc.sample(exploitFacts, { seed: SEED, numRuns: FACTS }).map((facts, at) => {
      // Addresses of its own, so that one run of the sensor tries all of them.
      const protects = facts.protects.map(({ assetTag }, of) => ({
        ...{ assetTag, address: `10.${100 + (at >> 8)}.${at & 0xff}.${11 + of}` },
      }))
      const own = { ...facts, protects }
      const patch = render(own)
      return { patch, captures: proofCaptures(own, patch) }
    })
    const rule = all.map(({ patch }) => patch.rule).join('\n')
    const needs = [...new Set(all.flatMap(({ patch }) => patch.needs))]
    const alertsOf = async (which: 'exploit' | 'nearMisses' | 'ordinary') => {
      const written = writeCapture(all.flatMap(({ captures }) => captures[which].conversations))
      const read = await sensor.read({ rule, needs, capture: written.bytes, isInline: false })
      const { packets, alerts } = read.ok ? read.value : expect.fail(read.refusal.what)
      expect(packets).toBe(written.packets)
      return alerts
    }
    const named = await alertsOf('exploit')
    const missed = all.flatMap(({ patch, captures }) =>
      captures.exploit.conversations.flatMap(({ what, clientPort, server }) => {
        const own = named.filter(
          (one) => one.destination === server && one.sourcePort === clientPort,
        )
        const sids = [...new Set(own.map(({ sid }) => sid))]
        return sids.length === 1 && sids[0] === patch.sid ? [] : [`${what}: ${patch.rule}`]
      }),
    )
    expect(missed).toEqual([])
    const ruleOf = (sid: number) => all.find(({ patch }) => patch.sid === sid)?.patch.rule
    expect((await alertsOf('nearMisses')).map(({ sid }) => ruleOf(sid))).toEqual([])
    expect((await alertsOf('ordinary')).map(({ sid }) => ruleOf(sid))).toEqual([])
    const conversations = all.flatMap(({ captures }) => captures.exploit.conversations).length
    const templates = new Set(all.map(({ patch }) => patch.template)).size
    console.log(
      `virtual patches on captures: ${FACTS}/${FACTS} hold, ${conversations} exploits named`,
    )
    expect(templates).toBe(8)
  })

  test('fails with a rule that looks elsewhere, and with one that names everything', async () => {
    const elsewhere = await prove(
      someFacts(),
      false,
      withRule((rule) => rule.replace('1000<>1012', '2000<>2012')),
    )
    expect(elsewhere.verdict).toBe('fails')
    expect(failedOf(elsewhere)).toContain('Exploit: named in 0 of 6 conversations')
    const everything = await prove(
      someFacts(),
      false,
      withRule((rule) => rule.replace(/ modbus: [^;]+;/, '')),
    )
    expect(everything.verdict).toBe('fails')
    expect(failedOf(everything)).toContainEqual(
      expect.stringMatching(/^Ordinary traffic: \d+ alarms/),
    )
    expect(failedOf(everything)).toContainEqual(
      expect.stringMatching(/^Baseline "one day": \d+ alarms/),
    )
  })

  test('fails with no baseline, and with one that holds the exploit', async () => {
    const facts = someFacts()
    const patch = render(facts)
    const none = await proveOnCaptures({ facts, patch, baselines: [], sensor })
    expect(none.ok && failedOf(none.value)).toEqual(['No baseline of the plant was read'])
    const { exploit } = proofCaptures(facts, patch)
    const { bytes, packets } = exploit
    const spoilt = await proveOnCaptures({
      ...{ facts, patch, sensor, baselines: [{ name: 'bad day', bytes, packets }] },
    })
    expect(spoilt.ok && failedOf(spoilt.value)).toEqual([
      expect.stringMatching(/^Baseline "bad day": 6 alarms/),
    ])
  })

  test('a capture that is cut short, empty, or none at all is no proof', async () => {
    const facts = someFacts()
    const { bytes, packets } = quietBaseline(facts)
    const on = (capture: Uint8Array) =>
      proveOnCaptures({
        ...{ facts, patch: render(facts), sensor },
        baselines: [{ name: 'cut', bytes: capture, packets }],
      })
    const cut = bytes.slice(0, bytes.length - 40)
    for (const none of [cut, bytes.slice(0, 24), new Uint8Array(0), Buffer.from('not a capture')]) {
      expect(await on(none)).toMatchObject({ ok: false, refusal: { kind: 'capture-refused' } })
    }
  })

  test('is refused by what the sensor says of a rule that it does not take', async () => {
    const broken = withRule((rule) => rule.replace('modbus: access', 'modbus: excess'))
    const facts = someFacts()
    const proved = await proveOnCaptures({
      ...{ facts, patch: render(facts), baselines: [quietBaseline(facts)], sensor: broken },
    })
    expect(proved).toMatchObject({ ok: false, refusal: { kind: 'rule-refused' } })
  })
})

test('without Suricata nothing is proved, and it is said what is missing', async () => {
  const facts = someFacts()
  const absent = createSuricataSensor({ command: 'no-such-suricata' })
  const proved = await proveOnCaptures({
    ...{ facts, patch: render(facts), baselines: [], sensor: absent },
  })
  expect(proved).toMatchObject({ ok: false, refusal: { kind: 'sensor-missing' } })
})

test(`what is written is read again by the reader of captures, whole (seed ${SEED})`, () => {
  fc.assert(
    fc.property(exploitFacts, (facts) => {
      // At another port than its own the reader takes a protocol for another one.
      const { exploit, ordinary } = proofCaptures(facts, render(facts))
      for (const { bytes, packets } of [exploit, ordinary]) {
        const capture = captureSurvey().open('written')
        capture.push(bytes)
        const read = capture.end()
        expect(read.ok && [read.value.packets, read.value.damage]).toEqual([packets, null])
        expect(read.ok && [read.value.tcpGaps, read.value.truncatedPackets]).toEqual([0, 0])
      }
    }),
    { seed: SEED, numRuns: 60 },
  )
  expect(writeCapture([]).packets).toBe(0)
})
