import { readFileSync } from 'node:fs'
import { readXml } from '@holdpoint/xml'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aHardeningPolicy, aRequest } from '../../../../test/builders/a-host.ts'
import { SEED } from '../../../../test/builders/seed.ts'
import { appLockerXml } from './applocker-xml.ts'
import type { HardeningPolicy } from './hardening-policy.ts'
import { appLockerModes } from './parse/applocker-modes.ts'
import { comment, literal } from './powershell-text.ts'
import { evidenceSources, renderCollector } from './render-collector.ts'
import { renderHardening } from './render-hardening.ts'

const rendered = (policy: HardeningPolicy) => {
  const script = renderHardening(policy)
  return script.ok ? script.value : expect.fail(JSON.stringify(script.refusal))
}

const faultsOf = (fields: Partial<HardeningPolicy>) => {
  const script = renderHardening({ ...aHardeningPolicy, ...fields })
  return script.ok ? [] : script.refusal.map(({ where }) => where)
}

/** Single-quoted text as PowerShell reads it: any of five marks, doubled, is one of them. */
function readLiteral(script: string): { readonly text: string; readonly rest: string } | null {
  const marks = "'\u2018\u2019\u201a\u201b"
  if (!marks.includes(script[0] ?? ' ')) return null
  let text = ''
  for (let at = 1; at < script.length; at += 1) {
    if (!marks.includes(script[at] ?? ' ')) text += script[at]
    else if (marks.includes(script[at + 1] ?? ' ')) {
      text += script[at]
      at += 1
    } else return { text, rest: script.slice(at + 1) }
  }
  return null
}

describe('a hardening script', () => {
  test('of the example is as it was reviewed', () => {
    const example = JSON.parse(readFileSync('docs/examples/hardening/historian.json', 'utf8'))
    const { script, rollback, appLockerXml: xml, afterRestart } = rendered(example)
    expect(script).toMatchSnapshot()
    expect(rollback).toMatchSnapshot()
    expect(xml).toMatchSnapshot()
    expect(afterRestart).toHaveLength(1)
  })

  test('looks before it acts: every line that changes something asks first', () => {
    const { script, rollback } = rendered(aHardeningPolicy)
    for (const text of [script, rollback]) {
      let asked = 0
      for (const line of text.split('\r\n')) {
        if (line.includes('ShouldProcess(')) asked = (/^ */.exec(line)?.[0].length ?? 0) + 1
        if (/^ *\}/.test(line) && (/^ */.exec(line)?.[0].length ?? 0) < asked) asked = 0
        const isChange =
          /^ *(?:if .*\{ )?(?:Set|Stop|Start|Remove|Disable|Enable)-(?!StrictMode)\w+|sc\.exe/.test(
            line,
          )
        const isInside = asked > 0 && (/^ */.exec(line)?.[0].length ?? 0) >= asked
        if (isChange) expect([line, isInside]).toEqual([line, true])
      }
      expect(text).not.toMatch(/Restart-Computer|shutdown|Invoke-Expression|DownloadString/i)
    }
  })

  test(`no text ends a literal, nor a comment its line (seed ${SEED})`, () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({
        unit: fc.constantFrom("'", '\u2018', '\u2019', '\u201b', '`', '$', '\n', ';', '"', 'a'),
      }),
    )
    fc.assert(
      fc.property(odd, (text) => {
        const read = readLiteral(`${literal(text)}; rest`)
        expect(read).toEqual({ text: text.replaceAll('\u0000', ''), rest: '; rest' })
        expect(/[\r\n\u2028\u2029\u0085]/.test(comment(text))).toBe(false)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test.each<[string, Partial<HardeningPolicy>, string]>([
    [
      'a service that must stay on',
      { servicesOff: [{ name: 'RpcSs', why: 'x' }] },
      'servicesOff[0].name',
    ],
    ['a name with a quote', { servicesOff: [{ name: "a'; b", why: 'x' }] }, 'servicesOff[0].name'],
    [
      'a service twice',
      {
        servicesOff: [
          { name: 'Spooler', why: 'x' },
          { name: 'SPOOLER', why: 'x' },
        ],
      },
      'servicesOff[1].name',
    ],
    ['no reason', { servicesOff: [{ name: 'Spooler', why: '' }] }, 'servicesOff[0].why'],
    [
      'a path that allows everything',
      {
        appLocker: {
          ...{ mode: 'enforce', collections: ['exe'] },
          allowed: [{ collection: 'exe', by: 'path', path: 'C:\\*', why: 'x' }],
        },
      },
      'appLocker.allowed[0]',
    ],
    [
      'a rule of another collection',
      {
        appLocker: {
          ...{ mode: 'audit', collections: ['exe'] },
          allowed: [{ collection: 'dll', by: 'path', path: 'D:\\x\\*', why: 'x' }],
        },
      },
      'appLocker.allowed[0].collection',
    ],
    [
      'no collection',
      { appLocker: { mode: 'audit', collections: [], allowed: [] } },
      'appLocker.collections',
    ],
    ['no profile', { firewall: { profiles: [], outbound: 'allow' } }, 'firewall.profiles'],
    ['nothing', { smb1: null, servicesOff: [], appLocker: null, firewall: null }, ''],
  ])('of %s is refused, and the place is named', (_what, fields, where) => {
    expect(faultsOf(fields)).toEqual([where])
  })

  test('locks nobody out: administrators and Windows are allowed in every collection', () => {
    const collections = ['exe', 'script', 'msi', 'dll'] as const
    const xml = appLockerXml({ mode: 'enforce', collections, allowed: [] })
    expect(xml.match(/UserOrGroupSid="S-1-5-32-544" Action="Allow"/g)).toHaveLength(4)
    expect(readXml(Buffer.from(xml), {}).ok).toBe(true)
    const file = { name: 'applocker.xml', bytes: Buffer.from(xml), text: xml }
    expect(appLockerModes(file)?.map(({ mode, rules }) => [mode, rules])).toEqual([
      ...[
        ['enforce', 3],
        ['enforce', 3],
      ],
      ...[
        ['enforce', 2],
        ['enforce', 3],
      ],
    ])
    const ids = [...xml.matchAll(/ Id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })
})

describe('a collector', () => {
  test('only reads, and asks for everything that is judged', () => {
    const script = renderCollector(aHardeningPolicy, aRequest)
    const changes = /\b(?:Set|Stop|Start|Remove|Disable|Enable|Restart|Invoke)-(?!StrictMode)\w+/g
    expect(script.match(changes)).toBe(null)
    for (const { name, command } of evidenceSources(aHardeningPolicy)) {
      expect(script).toContain(`Save-Evidence ${literal(name)} ${literal(command)}`)
    }
    const names = evidenceSources(aHardeningPolicy).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})
