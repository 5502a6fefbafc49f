import type { HardeningPolicy } from './hardening-policy.ts'
import { comment, literal } from './powershell-text.ts'

/** What a collection answers: handed over once, for one host. The key stays secret. */
export type CollectionRequest = {
  readonly format: 'holdpoint-collection-request-1'
  /** Hexadecimal. */
  readonly nonce: string
  readonly key: string
  /** As the computer calls itself. */
  readonly host: string
  readonly issuedAt: string
}

export const MANIFEST_FORMAT = 'holdpoint-collection-1'
export const MANIFEST_FILE = 'manifest.json'
export const SIGNATURE_FILE = 'manifest.hmac'

/** A source of evidence: the file that it becomes and the command that only reads. */
export type EvidenceSource = { readonly name: string; readonly command: string }

const registry = (path: string, value: string) =>
  `$key = ${literal(path)}; $exists = Test-Path -LiteralPath $key; $item = if ($exists) { Get-ItemProperty -LiteralPath $key } else { $null }; ` +
  `$has = ($null -ne $item) -and ($item.PSObject.Properties.Name -contains ${literal(value)}); ` +
  `[ordered]@{ key = $key; name = ${literal(value)}; keyExists = $exists; exists = $has; value = if ($has) { [string]$item.${value} } else { $null } } | ConvertTo-Json`

const SERVICES = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services'
const APPLOCKER = 'HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\SrpV2'

/** Everything that the judgement of this policy asks for. */
export function evidenceSources(policy: HardeningPolicy): readonly EvidenceSource[] {
  const out: EvidenceSource[] = []
  if (policy.smb1 !== null) {
    out.push(
      {
        name: 'smb-server.json',
        command:
          'Get-SmbServerConfiguration | Select-Object @{ n = ' +
          "'EnableSMB1Protocol'; e = { [string]$_.EnableSMB1Protocol } } | ConvertTo-Json",
      },
      {
        name: 'smb1-feature.json',
        command:
          "Get-WindowsOptionalFeature -Online -FeatureName SMB1Protocol | Select-Object FeatureName, @{ n = 'State'; e = { [string]$_.State } } | ConvertTo-Json",
      },
      {
        name: 'smb1-server-registry.json',
        command: registry(`${SERVICES}\\LanmanServer\\Parameters`, 'SMB1'),
      },
      { name: 'smb1-client-registry.json', command: registry(`${SERVICES}\\mrxsmb10`, 'Start') },
    )
  }
  for (const { name } of [
    ...policy.servicesOff,
    ...(policy.appLocker === null ? [] : [{ name: 'AppIDSvc' }]),
  ]) {
    out.push(
      {
        name: `service-${fileName(name)}.json`,
        command:
          `$found = @(Get-CimInstance -ClassName Win32_Service | Where-Object { $_.Name -eq ${literal(name)} }); ` +
          `[ordered]@{ name = ${literal(name)}; exists = ($found.Count -gt 0); startMode = if ($found.Count -gt 0) { [string]$found[0].StartMode } else { $null }; state = if ($found.Count -gt 0) { [string]$found[0].State } else { $null } } | ConvertTo-Json`,
      },
      {
        name: `service-${fileName(name)}-registry.json`,
        command: registry(`${SERVICES}\\${name}`, 'Start'),
      },
    )
  }
  for (const collection of policy.appLocker?.collections ?? []) {
    out.push({
      name: `applocker-${collection}-registry.json`,
      command: registry(`${APPLOCKER}\\${collectionKey(collection)}`, 'EnforcementMode'),
    })
  }
  if (policy.appLocker !== null) {
    out.push({ name: 'applocker.xml', command: 'Get-AppLockerPolicy -Effective -Xml' })
  }
  if (policy.firewall !== null) {
    out.push(
      {
        name: 'firewall-profiles.json',
        command:
          "Get-NetFirewallProfile -PolicyStore ActiveStore | Select-Object Name, @{ n = 'Enabled'; e = { [string]$_.Enabled } }, @{ n = 'DefaultInboundAction'; e = { [string]$_.DefaultInboundAction } }, @{ n = 'DefaultOutboundAction'; e = { [string]$_.DefaultOutboundAction } } | ConvertTo-Json",
      },
      {
        name: 'netsh-profiles.txt',
        command:
          '(& "$env:SystemRoot\\System32\\netsh.exe" advfirewall show allprofiles) -join "`n"',
      },
    )
  }
  return out
}

export function collectionKey(collection: 'exe' | 'script' | 'msi' | 'dll' | 'appx'): string {
  return { exe: 'Exe', script: 'Script', msi: 'Msi', dll: 'Dll', appx: 'Appx' }[collection]
}

/** The service's name as a file may be called. */
export function fileName(service: string): string {
  return service.toLowerCase().replaceAll(/[^a-z0-9_-]/g, '_')
}

/**
 * A script that only reads, for PowerShell 5.1: each source becomes a file, an error of one stands in
 * the manifest, and the manifest is sealed with the key of this request (HMAC-SHA-256, RFC 2104).
 */
export function renderCollector(policy: HardeningPolicy, request: CollectionRequest): string {
  const blocks = evidenceSources(policy).map(
    ({ name, command }) => `Save-Evidence ${literal(name)} ${literal(command)}`,
  )
  return `${[
    comment(`Collects evidence for: ${policy.title}`),
    comment('It reads and changes nothing. Keep it secret: it holds the key of one request.'),
    '#Requires -Version 5.1',
    "param([string]$Out = (Join-Path $PSScriptRoot 'evidence'))",
    'Set-StrictMode -Version Latest',
    "$ErrorActionPreference = 'Stop'",
    'New-Item -ItemType Directory -Path $Out -Force | Out-Null',
    "$moment = { (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [Globalization.CultureInfo]::InvariantCulture) }",
    '$startedAt = & $moment',
    '$files = New-Object System.Collections.ArrayList',
    '$utf8 = New-Object System.Text.UTF8Encoding($false)',
    'function Get-Hex([byte[]]$bytes) { -join ($bytes | ForEach-Object { $_.ToString("x2") }) }',
    'function Save-Evidence([string]$name, [string]$command) {',
    '  $failed = $null',
    "  $text = ''",
    '  try { $text = @(& ([scriptblock]::Create($command))) -join "`n" } catch { $failed = [string]$_.Exception.Message }',
    '  $bytes = $utf8.GetBytes($text)',
    '  [IO.File]::WriteAllBytes((Join-Path $Out $name), $bytes)',
    '  $hash = Get-Hex ([Security.Cryptography.SHA256]::Create().ComputeHash($bytes))',
    '  [void]$files.Add([ordered]@{ name = $name; sha256 = $hash; command = $command; error = $failed })',
    '}',
    ...blocks,
    "$guid = [string](Get-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\Cryptography').MachineGuid",
    '$principal = New-Object Security.Principal.WindowsPrincipal([Security.Principal.WindowsIdentity]::GetCurrent())',
    '$manifest = [ordered]@{',
    `  format = ${literal(MANIFEST_FORMAT)}`,
    `  nonce = ${literal(request.nonce)}`,
    '  host = [string]$env:COMPUTERNAME',
    '  machineGuid = $guid',
    '  isAdministrator = $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)',
    '  powershell = [string]$PSVersionTable.PSVersion',
    '  startedAt = $startedAt',
    '  endedAt = (& $moment)',
    '  files = $files',
    '}',
    '$bytes = $utf8.GetBytes((ConvertTo-Json -InputObject $manifest -Depth 5))',
    `[IO.File]::WriteAllBytes((Join-Path $Out ${literal(MANIFEST_FILE)}), $bytes)`,
    `$key = [byte[]](${literal(request.key)} -split '(..)' | Where-Object { $_ } | ForEach-Object { [Convert]::ToByte($_, 16) })`,
    '$seal = New-Object Security.Cryptography.HMACSHA256(,$key)',
    `[IO.File]::WriteAllText((Join-Path $Out ${literal(SIGNATURE_FILE)}), (Get-Hex $seal.ComputeHash($bytes)))`,
    'Write-Output "Collected into $Out"',
  ].join('\r\n')}\r\n`
}
