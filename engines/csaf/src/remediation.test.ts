import { describe, expect, test } from 'vitest'
import { anAdvisory } from '../test-support/a-document.ts'
import { namedServices } from './named-services.ts'
import { fixedVersions, reversibility } from './remediation.ts'

function withFix(details: string) {
  return anAdvisory({ remediations: [{ category: 'vendor_fix', details, product_ids: ['P1'] }] })
}

function services(note: string): readonly string[] {
  const [vulnerability] = anAdvisory({ notes: [note] }).vulnerabilities
  if (vulnerability === undefined) return []
  return namedServices(vulnerability).map(
    ({ protocol, port, transport }) => `${protocol} ${transport}/${port}`,
  )
}

describe('what an advisory offers', () => {
  test.each([
    ['Update to V3.2.17 or later version', ['V3.2.17']],
    ['Upgrade to V8.011, which has been patched.', ['V8.011']],
    ['Please update the firmware of the device to version 2.4.1 or newer.', ['2.4.1']],
    ['Update to V7.5 SP2 Update 8 or later version', ['V7.5 SP2 Update 8']],
    ['M340 CPU: Firmware SV3.51 includes a fix for this vulnerability.', ['SV3.51']],
    ['This is fixed in firmware version 4.0.', ['4.0']],
    ['CMU Firmware version 13.2.1 - 13.2.5: Update to CMU Firmware version 13.2.6', ['13.2.6']],
    ['Omron has released Version 3.4.1 of CX-Supervisor to address this.', ['3.4.1']],
    ['Install V1.03 - Download: https://example.com/1.04', ['V1.03']],
    ['Contact the vendor.', []],
  ])('"%s" offers %j', (details, versions) => {
    expect(fixedVersions(withFix(details), 'P1').map(({ version }) => version)).toEqual(versions)
  })

  test('a signed and an unsigned line keep their own versions', () => {
    const details =
      'Update to 5.029 or later signed versions (**recommended). Update to 5.009 for unsigned versions'
    expect(
      fixedVersions(withFix(details), 'P1').map(({ version, line }) => [version, line]),
    ).toEqual([
      ['5.029', 'signed'],
      ['5.009', 'unsigned'],
    ])
  })

  test.each([
    'Once the module is updated it is not possible to revert to unsigned firmware versions.',
    'The firmware cannot be downgraded afterwards.',
    'A downgrade to earlier versions is not supported.',
  ])('"%s" is a one-way update', (details) => {
    expect(reversibility(withFix(details), 'P1')).toEqual({ verdict: 'one-way', quote: details })
  })

  test.each(['It is not possible to exploit this without access.', 'Update to 2.0'])(
    '"%s" says nothing about the way back',
    (details) => {
      expect(reversibility(withFix(details), 'P1').verdict).toBe('unknown')
    },
  )

  test('protocols give their usual ports, written ports are kept as written', () => {
    expect(services('Crafted CIP messages')).toEqual([
      'ethernet-ip tcp/44818',
      'ethernet-ip udp/44818',
      'ethernet-ip udp/2222',
    ])
    expect(services('An attacker can send packets to port 502/TCP.')).toEqual(['modbus tcp/502'])
    expect(
      services('The service on UDP port 9999 is reachable; see https://example.com:8443/x'),
    ).toEqual(['unnamed udp/9999'])
    expect(services('A local user can read a file.')).toEqual([])
  })
})
