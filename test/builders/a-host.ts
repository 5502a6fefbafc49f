import { createHash, createHmac } from 'node:crypto'
import {
  type CollectionRequest,
  evidenceSources,
  type HardeningPolicy,
  MANIFEST_FILE,
  MANIFEST_FORMAT,
  SIGNATURE_FILE,
} from '@holdpoint/core'

export const aHardeningPolicy: HardeningPolicy = {
  ...{ title: 'HIST-01', smb1: 'off' },
  servicesOff: [{ name: 'Spooler', why: 'nobody prints here' }],
  appLocker: { mode: 'enforce', collections: ['exe'], allowed: [] },
  firewall: { profiles: ['domain'], outbound: 'allow' },
}

export const aRequest: CollectionRequest = {
  ...{ format: 'holdpoint-collection-request-1', nonce: '5'.repeat(32), key: 'a7'.repeat(32) },
  ...{ host: 'HIST-01', issuedAt: '2026-11-20T08:00:00.000Z' },
}

const registry = (value: number, name: string) =>
  JSON.stringify(
    { key: 'HKLM:\\…', name, keyExists: true, exists: true, value: `${value}` },
    null,
    2,
  )

/** What a host that is as the policy wants it would say, file by file. */
export const goodFiles: Readonly<Record<string, string>> = {
  'smb-server.json': '{\r\n    "EnableSMB1Protocol":  "False"\r\n}',
  'smb1-feature.json': '{\r\n    "FeatureName":  "SMB1Protocol",\r\n    "State":  "Disabled"\r\n}',
  'smb1-server-registry.json': registry(0, 'SMB1'),
  'smb1-client-registry.json': registry(4, 'Start'),
  'service-spooler.json': JSON.stringify(
    { name: 'Spooler', exists: true, startMode: 'Disabled', state: 'Stopped' },
    null,
    2,
  ),
  'service-spooler-registry.json': registry(4, 'Start'),
  'service-appidsvc.json': JSON.stringify(
    { name: 'AppIDSvc', exists: true, startMode: 'Auto', state: 'Running' },
    null,
    2,
  ),
  'service-appidsvc-registry.json': registry(2, 'Start'),
  'applocker-exe-registry.json': registry(1, 'EnforcementMode'),
  'applocker.xml':
    '<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="Enabled">' +
    '<FilePathRule Id="x" Name="Windows" Action="Allow"><Conditions/></FilePathRule>' +
    '</RuleCollection></AppLockerPolicy>',
  'firewall-profiles.json': JSON.stringify(
    [{ Name: 'Domain', Enabled: 'True', DefaultInboundAction: 'Block', DefaultOutboundAction: 2 }],
    null,
    2,
  ),
  'netsh-profiles.txt': [
    ...['', 'Domain Profile Settings: ', '-'.repeat(70)],
    ...['State                                 ON'],
    ...['Firewall Policy                       BlockInbound,AllowOutbound', 'Ok.', ''],
  ].join('\r\n'),
}

type Manifest = Readonly<Record<string, unknown>>

/** The bundle as the collector writes it, sealed by another implementation than ours. */
export function aBundle(
  contents: Readonly<Record<string, string>> = goodFiles,
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const listed = evidenceSources(aHardeningPolicy).map(({ name, command }) => {
    const bytes = Buffer.from(contents[name] ?? '')
    files.set(name, new Uint8Array(bytes))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { name, sha256, command, error: null }
  })
  const manifest = change({
    ...{ format: MANIFEST_FORMAT, nonce: aRequest.nonce, host: 'HIST-01', machineGuid: 'g' },
    ...{ isAdministrator: true, powershell: '5.1', startedAt: '2026-11-20T09:00:00.000Z' },
    ...{ endedAt: '2026-11-20T09:00:09.000Z', files: listed },
  })
  const bytes = Buffer.from(JSON.stringify(manifest, null, 2))
  files.set(MANIFEST_FILE, new Uint8Array(bytes))
  const seal = createHmac('sha256', Buffer.from(aRequest.key, 'hex')).update(bytes).digest('hex')
  files.set(SIGNATURE_FILE, new Uint8Array(Buffer.from(seal)))
  return files
}
