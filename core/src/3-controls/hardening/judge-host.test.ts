import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aBundle, aHardeningPolicy, aRequest, goodFiles } from '../../../../test/builders/a-host.ts'
import { SEED } from '../../../../test/builders/seed.ts'
import { checkBundle } from './check-bundle.ts'
import { judgeHost } from './judge-host.ts'

const about = { request: aRequest, policy: aHardeningPolicy }

function judged(changes: Readonly<Record<string, string>> = {}) {
  const checked = checkBundle(aBundle({ ...goodFiles, ...changes }), about)
  if (!checked.ok) throw new Error(`${checked.refusal.file} ${checked.refusal.why}`)
  return judgeHost(aHardeningPolicy, checked.value.files)
}

const verdictOf = (claim: string, changes: Readonly<Record<string, string>>) =>
  judged(changes).claims.find((one) => one.claim === claim)

const refusalOf = (files: ReadonlyMap<string, Uint8Array>) => {
  const checked = checkBundle(files, about)
  return checked.ok ? null : `${checked.refusal.file} ${checked.refusal.why}`
}

describe('a host that was collected', () => {
  test('passes where two sources of each claim agree, with the line that says so', () => {
    const { verdict, claims } = judged()
    expect([verdict, claims.map((one) => one.verdict)]).toEqual(['pass', Array(6).fill('pass')])
    const [server] = claims
    expect(server?.sources[0]?.at).toEqual({
      ...{ file: 'smb-server.json', line: 2, text: '"EnableSMB1Protocol":  "False"' },
    })
  })

  test.each([
    ['smb1-server-off', { 'smb-server.json': '{"EnableSMB1Protocol": true}' }, 'fail'],
    ['smb1-server-off', { 'smb-server.json': '{"EnableSMB1Protocol": "Falsch"}' }, 'pass'],
    [
      'smb1-server-off',
      { 'smb-server.json': '{}', 'smb1-server-registry.json': '{"exists": false}' },
      'unknown',
    ],
    ['smb1-client-off', { 'smb1-feature.json': '{"State": "EnablePending"}' }, 'fail'],
    ['smb1-client-off', { 'smb1-feature.json': '' }, 'unknown'],
    [
      'service-disabled:Spooler',
      {
        'service-spooler.json':
          '{"name":"Spooler","exists":true,"startMode":"Disabled","state":"Running"}',
      },
      'fail',
    ],
    [
      'service-disabled:Spooler',
      {
        'service-spooler.json': '{"name":"Spooler","exists":false}',
        'service-spooler-registry.json': '{"keyExists":false,"exists":false}',
      },
      'pass',
    ],
    [
      'service-disabled:Spooler',
      {
        'service-spooler.json':
          '{"name":"Other","exists":true,"startMode":"Disabled","state":"Stopped"}',
      },
      'unknown',
    ],
    [
      'applocker-enforces:exe',
      { 'applocker.xml': (goodFiles['applocker.xml'] ?? '').replace('Enabled', 'AuditOnly') },
      'fail',
    ],
    [
      'applocker-enforces:exe',
      { 'applocker.xml': (goodFiles['applocker.xml'] ?? '').replace('Exe', 'Msi') },
      'fail',
    ],
    ['applocker-enforces:exe', { 'applocker.xml': '<AppLockerPolicy' }, 'unknown'],
    [
      'applocker-runs',
      {
        'service-appidsvc.json':
          '{"name":"AppIDSvc","exists":true,"startMode":"Auto","state":"Stopped"}',
      },
      'fail',
    ],
    [
      'firewall-profile:domain',
      {
        'netsh-profiles.txt': (goodFiles['netsh-profiles.txt'] ?? '').replace('Domain', 'Domäne'),
      },
      'unknown',
    ],
    [
      'firewall-profile:domain',
      {
        'firewall-profiles.json':
          '{"Name":"Domain","Enabled":1,"DefaultInboundAction":0,"DefaultOutboundAction":2}',
      },
      'unknown',
    ],
  ] as const)('%s with %o: %s', (claim, changes, verdict) => {
    expect(verdictOf(claim, changes)?.verdict).toBe(verdict)
  })

  test('names both sides where two sources disagree', () => {
    const { why } = verdictOf('smb1-client-off', {
      'smb1-feature.json': '{"State": "Enabled"}',
    }) ?? { why: '' }
    expect(why).toBe(
      'the feature SMB1Protocol is enabled; the registry says Start 4 says otherwise',
    )
  })

  test(`without its sources, or with any text in their place, no claim passes by itself (seed ${SEED})`, () => {
    const names = Object.keys(goodFiles)
    const text = fc.oneof(
      fc.constantFrom('', '{}', '[]', 'null', '<AppLockerPolicy/>', '{"exists":true}', '[{},{}]'),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.json({ maxDepth: 2 }),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: names.length, maxLength: names.length }), (texts) => {
        const changes = Object.fromEntries(names.map((name, at) => [name, texts[at] ?? '']))
        expect(judged(changes).claims.map((one) => one.verdict)).not.toContain('pass')
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test(`with one source gone nothing is better than before (seed ${SEED})`, () => {
    const rank = { pass: 2, unknown: 1, fail: 0 } as const
    const whole = judged().claims
    for (const name of Object.keys(goodFiles)) {
      for (const [at, one] of judged({ [name]: '' }).claims.entries()) {
        expect(rank[one.verdict]).toBeLessThanOrEqual(rank[whole[at]?.verdict ?? 'fail'])
      }
    }
  })
})

describe('a bundle', () => {
  test(`of which any byte was changed is refused (seed ${SEED})`, () => {
    const whole = aBundle()
    const names = [...whole.keys()]
    fc.assert(
      fc.property(
        fc.nat(names.length - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (of, at, by) => {
          const name = names[of] ?? ''
          const bytes = Uint8Array.from(whole.get(name) ?? [])
          const place = at % bytes.length
          bytes[place] = (bytes[place] ?? 0) ^ by
          // The seal is read in either letter case.
          if (name === 'manifest.hmac' && by === 0x20) return
          expect(refusalOf(new Map(whole).set(name, bytes))).not.toBe(null)
        },
      ),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test.each([
    ['another request', { nonce: '6'.repeat(32) }, 'manifest.json answers another request'],
    [
      'another host',
      { host: 'HIST-02' },
      'manifest.json is of HIST-02, the request was for HIST-01',
    ],
    [
      'the day before',
      { startedAt: '2026-11-19T09:00:00.000Z' },
      'manifest.json was collected before it was asked for',
    ],
    [
      'the day after',
      { endedAt: '2026-11-21T09:00:00.000Z' },
      'manifest.json was collected later than 24 hours',
    ],
    ['another form', { format: 'x' }, 'manifest.json is not what the collector writes'],
    ['no file', { files: [] }, 'smb-server.json is not in the manifest'],
  ])('of %s is refused', (_what, change, why) => {
    expect(refusalOf(aBundle(goodFiles, (manifest) => ({ ...manifest, ...change })))).toBe(why)
  })

  test('with a file more, one less, or one by another command is refused', () => {
    expect(refusalOf(new Map(aBundle()).set('more.txt', new Uint8Array(1)))).toBe(
      'more.txt is not in the manifest',
    )
    const less = aBundle()
    less.delete('applocker.xml')
    expect(refusalOf(less)).toBe('applocker.xml is missing')
    const other = aBundle(goodFiles, (manifest) => {
      const [first, ...rest] = manifest.files as readonly object[]
      return { ...manifest, files: [{ ...first, command: 'echo fine' }, ...rest] }
    })
    expect(refusalOf(other)).toBe('smb-server.json was collected by another command')
    const failed = aBundle(goodFiles, (manifest) => {
      const [first, ...rest] = manifest.files as readonly object[]
      return { ...manifest, files: [{ ...first, error: 'Access denied' }, ...rest] }
    })
    const checked = checkBundle(failed, about)
    expect(checked.ok && checked.value.failed).toEqual([
      { name: 'smb-server.json', error: 'Access denied' },
    ])
    expect(checked.ok && checked.value.files.map(({ name }) => name)).not.toContain(
      'smb-server.json',
    )
    expect(refusalOf(new Map())).toBe('manifest.json is missing')
  })
})
