import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../../test/builders/seed.ts'
import { someFacts } from '../../../../test/builders/vulnerability-facts.ts'
import { renderVirtualPatch, SID_FIRST, SID_LAST } from './render-virtual-patch.ts'
import type { VulnerabilityFacts, WrittenExploit } from './vulnerability-facts.ts'

const render = (facts: VulnerabilityFacts, isInline = false) => {
  const patch = renderVirtualPatch(facts, { isInline })
  if (!patch.ok) throw new Error(patch.refusal.map(({ where, why }) => `${where}: ${why}`).join())
  return patch.value
}

const refusalsOf = (fields: Partial<VulnerabilityFacts>) => {
  const patch = renderVirtualPatch(someFacts(fields), { isInline: false })
  return patch.ok ? [] : patch.refusal.map(({ where }) => where)
}

const optionsOf = (exploit: WrittenExploit, port = 4000) => {
  const { rule } = render(someFacts({ exploit, port }))
  return / flow:[a-z_,]+; (.*); reference:/.exec(rule)?.[1]
}

describe('a virtual patch', () => {
  test('names the CVE, the asset, who is excepted, and how urgent it is', () => {
    expect(render(someFacts()).rule).toBe(
      'alert modbus ![10.10.2.21] any -> [10.10.1.11] 502 (msg:"CVE-2019-6856 Writing memory ' +
        'blocks stops the controller"; flow:established,to_server; modbus: access write holding, ' +
        'address 1000<>1012; reference:cve,2019-6856; classtype:attempted-admin; priority:1; ' +
        'metadata:cve CVE_2019_6856, severity high, made_by holdpoint; sid:1572687; rev:1;)',
    )
  })

  test('says what the sensor must have switched on, and for which port', () => {
    const parser = 'app-layer.protocols.modbus'
    expect(render(someFacts()).needs).toEqual([`${parser}.enabled: yes`])
    expect(render(someFacts({ port: 1502 })).needs).toEqual([
      ...[`${parser}.enabled: yes`, `${parser}.detection-ports.dp: 1502`],
    ])
  })

  test('drops in the line what it names and no more, and is otherwise the same', () => {
    const { rule } = render(someFacts())
    expect(render(someFacts(), true).needs).toContain('exception-policy: ignore')
    expect(render(someFacts(), true).rule).toBe(rule.replace(/^alert /, 'drop '))
  })

  test.each<[string, WrittenExploit, string]>([
    ['a function', { protocol: 'modbus', function: 16 }, 'modbus: function 16'],
    [
      'a diagnostic',
      { protocol: 'modbus', function: 8, subfunction: 4 },
      'modbus: function 8, subfunction 4',
    ],
    [
      'a function that Suricata does not read',
      { protocol: 'modbus', function: 90, subfunction: 65 },
      'content:"|00 00|"; offset:2; depth:2; content:"|5A|"; offset:7; depth:1; ' +
        'content:"|41|"; offset:9; depth:1',
    ],
    [
      'an S7 stop',
      { protocol: 's7', function: 41, programService: 'P_PROGRAM' },
      'content:"|03 00|"; offset:0; depth:2; content:"|02 F0 80 32 01|"; offset:4; depth:5; ' +
        'content:"|29|"; offset:17; depth:1; ' +
        'content:"|09 50 5F 50 52 4F 47 52 41 4D|"; distance:0; within:64',
    ],
    [
      'S7 user data',
      { protocol: 's7', group: 5, subfunction: 1 },
      'content:"|03 00|"; offset:0; depth:2; content:"|02 F0 80 32 07|"; offset:4; depth:5; ' +
        'content:"|00 01 12|"; offset:17; depth:3; content:"|45 01|"; offset:22; depth:2',
    ],
    [
      'a CIP service of one attribute',
      { protocol: 'enip', service: 16, class: 245, attribute: 5 },
      'content:"|10|"; offset:40; depth:7; pcre:"/^(?:\\x6f\\x00.{38}|\\x70\\x00.{44})\\x10.' +
        '(?:\\x20\\xf5|\\x21\\x00\\xf5\\x00)(?:\\x24.|\\x25\\x00..)?(?:\\x30\\x05|\\x31\\x00\\x05\\x00)/s"',
    ],
    ['a CIP service of any class', { protocol: 'enip', service: 5 }, 'cip_service:5'],
    [
      'a DNP3 function on an object',
      { protocol: 'dnp3', function: 5, object: { group: 12, variation: 1 } },
      'dnp3_func:5; dnp3_obj:12,1',
    ],
    [
      'bytes',
      {
        ...{ protocol: 'raw', transport: 'tcp' },
        contents: [
          { hex: '3b22', offset: 4 },
          { hex: '7c 5c', distance: 2 },
        ],
      },
      'content:"|3B 22|"; offset:4; depth:2; content:"|7C 5C|"; offset:8; depth:2',
    ],
  ])('of %s says it in the words of its template', (_what, exploit, options) => {
    expect(optionsOf(exploit)).toBe(options)
  })

  test.each([
    [0, 65_535, 'modbus: access write holding'],
    [0, 9, 'modbus: access write holding, address <11'],
    [9, 9, 'modbus: access write holding, address 10'],
    [9, 65_534, 'modbus: access write holding, address >9'],
    [9, 10, 'modbus: access write holding, address 9<>12'],
  ])('of registers %i to %i leaves out neither end, counted from 1', (first, last, option) => {
    const exploit = { protocol: 'modbus', access: 'write', table: 'holding' } as const
    expect(optionsOf({ ...exploit, registers: { first, last } })).toBe(option)
  })

  test('has a number of the site’s range, the same for the same facts', () => {
    const sids = Array.from({ length: 200 }, (_, at) =>
      render(
        someFacts({ exploit: { protocol: 'modbus', function: (at % 127) + 1 }, port: at + 1 }),
      ),
    ).map(({ sid }) => sid)
    expect(sids.every((sid) => sid >= SID_FIRST && sid <= SID_LAST)).toBe(true)
    expect(new Set(sids).size).toBe(200)
    const { sid } = render(someFacts())
    expect(render(someFacts({ title: 'x', revision: 2, allowedSources: [] })).sid).toBe(sid)
    expect(render(someFacts({ cve: 'CVE-2019-6857' })).sid).not.toBe(sid)
  })
})

const raw = (hex: string) => ({ protocol: 'raw', transport: 'tcp', contents: [{ hex, offset: 0 }] })

describe('facts of which no rule can be made', () => {
  test.each<[string, Partial<VulnerabilityFacts>, string]>([
    ['a protocol without a template', { exploit: { protocol: 'opcua' } }, 'exploit.protocol'],
    ['a word of the language for one', { exploit: { protocol: 'toString' } }, 'exploit.protocol'],
    ['no function', { exploit: { protocol: 'modbus' } }, 'exploit.function'],
    ['function 0', { exploit: { protocol: 'modbus', function: 0 } }, 'exploit.function'],
    ['function 128', { exploit: { protocol: 'modbus', function: 128 } }, 'exploit.function'],
    [
      'a function with registers',
      { exploit: { protocol: 'modbus', function: 16, registers: { first: 1, last: 2 } } },
      'exploit.registers',
    ],
    [
      'a subfunction of a function that has none',
      { exploit: { protocol: 'modbus', function: 3, subfunction: 1 } },
      'exploit.subfunction',
    ],
    [
      'a write to what can only be read',
      {
        exploit: {
          ...{ protocol: 'modbus', access: 'write', table: 'input' },
          registers: { first: 1, last: 2 },
        },
      },
      'exploit.table',
    ],
    [
      'a range that ends before it begins',
      {
        exploit: {
          ...{ protocol: 'modbus', access: 'write', table: 'holding' },
          registers: { first: 2, last: 1 },
        },
      },
      'exploit.registers',
    ],
    [
      'the last register with some others',
      {
        exploit: {
          ...{ protocol: 'modbus', access: 'read', table: 'holding' },
          registers: { first: 9, last: 65_535 },
        },
      },
      'exploit.registers',
    ],
    ['a field of another protocol', { exploit: { protocol: 's7', service: 5 } }, 'exploit.service'],
    [
      'an S7 message of both kinds',
      { exploit: { protocol: 's7', function: 4, group: 5 } },
      'exploit.group',
    ],
    [
      'an attribute of no class',
      { exploit: { protocol: 'enip', service: 14, attribute: 1 } },
      'exploit.attribute',
    ],
    [
      'an answer as a request',
      { exploit: { protocol: 'dnp3', function: 129 } },
      'exploit.function',
    ],
    ['too few bytes', { exploit: raw('01 02 03'), port: 1 }, 'exploit.contents'],
    ['bytes that are none', { exploit: raw('0g'), port: 1 }, 'exploit.contents[0]'],
    ['bytes and no port', { exploit: raw('01020304') }, 'port'],
    ['nothing to protect', { protects: [] }, 'protects'],
    [
      'a network to protect',
      { protects: [{ assetTag: 'A', address: '10.0.0.0/8' }] },
      'protects[0].address',
    ],
    [
      'everybody excepted',
      { allowedSources: [{ address: '0.0.0.0/0', why: 'x' }] },
      'allowedSources[0].address',
    ],
    ['no CVE', { cve: 'CVE-2019' }, 'cve'],
    ['no title', { title: '\n' }, 'title'],
    ['revision 0', { revision: 0 }, 'revision'],
    ['port 65536', { port: 65_536 }, 'port'],
  ])('%s are refused, and the place is named', (_what, fields, where) => {
    expect(refusalsOf(fields)).toEqual([where])
  })

  test('are told all faults at once, each with what is missing', () => {
    const patch = renderVirtualPatch(
      someFacts({ cve: 'x', revision: 0, exploit: { protocol: 'bacnet' } }),
      { isInline: false },
    )
    expect(patch.ok ? [] : patch.refusal.map(({ where }) => where)).toEqual([
      ...['cve', 'revision', 'exploit.protocol'],
    ])
    expect(patch.ok ? [''] : patch.refusal.map(({ missing }) => missing)).not.toContain('')
  })
})

test(`no text ends a field of the rule or begins another (seed ${SEED})`, () => {
  const wicked = fc.constantFrom(
    'a"; sid:1;',
    'a\\',
    'a\\\\";)',
    'x\nalert ip any',
    ';)',
    'é:|"',
    '$HOME',
  )
  const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), wicked)
  let rendered = 0
  fc.assert(
    fc.property(odd, fc.tuple(odd, odd), (title, [assetTag, why]) => {
      const facts = someFacts({
        title,
        protects: [{ assetTag, address: '10.10.1.11' }],
        allowedSources: [{ address: '10.10.2.21', why }],
      })
      for (const one of [facts, someFacts({ title })]) {
        const patch = renderVirtualPatch(one, { isInline: false })
        if (!patch.ok) continue
        rendered += 1
        const found = /^([^"]*)msg:"((?:[^"\\;:]|\\["\\;:])*)"(.*)$/.exec(patch.value.rule)
        expect(found?.[1]).toBe('alert modbus ![10.10.2.21] any -> [10.10.1.11] 502 (')
        expect(found?.[3]).toBe(/"(; flow:.*)$/.exec(render(someFacts()).rule)?.[1])
        expect(/^[ -~]*$/.test(patch.value.rule)).toBe(true)
      }
    }),
    { seed: SEED, numRuns: 500 },
  )
  expect(rendered).toBeGreaterThan(100)
})
