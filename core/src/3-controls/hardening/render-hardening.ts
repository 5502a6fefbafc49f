import { accept, type Result, refuse } from '@holdpoint/std'
import { appLockerXml } from './applocker-xml.ts'
import { type HardeningFault, type HardeningPolicy, hardeningFaults } from './hardening-policy.ts'
import { comment, literal } from './powershell-text.ts'

/** PowerShell for a person to review; nothing of it was run by us. */
export type RenderedHardening = {
  /** Looks with `-WhatIf`; writes down what was there before it changes anything. */
  readonly script: string
  /** Gives back what was written down. */
  readonly rollback: string
  readonly appLockerXml: string | null
  /** What counts only after a restart, which the script never makes. */
  readonly afterRestart: readonly string[]
}

const CLIENT = literal('HKLM:\\SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation')
const BEFORE = 'holdpoint-before.json'
const APPLOCKER_BEFORE = 'holdpoint-applocker-before.xml'
export const APPLOCKER_FILE = 'applocker.xml'

/** The script, the way back, and the AppLocker policy beside it; every fault of the policy at once. */
export function renderHardening(
  policy: HardeningPolicy,
): Result<RenderedHardening, readonly HardeningFault[]> {
  const faults = hardeningFaults(policy)
  if (faults.length > 0) return refuse(faults)
  return accept({
    script: lines([...head(policy), ...remember(policy), ...change(policy)]),
    rollback: lines(goBack(policy)),
    appLockerXml: policy.appLocker === null ? null : appLockerXml(policy.appLocker),
    afterRestart: policy.smb1 === 'off' ? ['SMB version 1 of the client and of the server'] : [],
  })
}

function lines(all: readonly string[]): string {
  return `${all.join('\r\n')}\r\n`
}

const STRICT = [
  '#Requires -Version 5.1',
  '#Requires -RunAsAdministrator',
  '[CmdletBinding(SupportsShouldProcess = $true)]',
  'param()',
  'Set-StrictMode -Version Latest',
  "$ErrorActionPreference = 'Stop'",
  '$here = $PSScriptRoot',
  `$before = Join-Path $here ${literal(BEFORE)}`,
]

function head({ title }: HardeningPolicy): readonly string[] {
  return [
    comment(title),
    comment('Look first: run it with -WhatIf. It never restarts this computer.'),
    ...STRICT,
  ]
}

/** Once only: a second run must not take what the first one made for what was there before. */
function remember({ servicesOff, smb1, firewall, appLocker }: HardeningPolicy): readonly string[] {
  const names = servicesOff.map(({ name }) => literal(name)).join(', ')
  const profiles = firewall?.profiles.map((profile) => literal(profileName(profile))).join(', ')
  return [
    '',
    comment('What is there now, for the way back'),
    'if (-not (Test-Path -LiteralPath $before)) {',
    '  $state = @{ services = @(); smb1Server = $null; mrxsmb10 = $null; clientNeeds = $null; profiles = @() }',
    ...(servicesOff.length === 0
      ? []
      : [
          `  foreach ($name in @(${names})) {`,
          '    $found = Get-CimInstance -ClassName Win32_Service | Where-Object { $_.Name -eq $name }',
          '    if ($null -ne $found) {',
          '      $state.services += @{ name = $name; startMode = [string]$found.StartMode; wasRunning = ($found.State -eq ' +
            "'Running') }",
          '    }',
          '  }',
        ]),
    ...(smb1 === null
      ? []
      : [
          '  $state.smb1Server = [bool](Get-SmbServerConfiguration).EnableSMB1Protocol',
          "  $driver = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10'",
          '  if (Test-Path -LiteralPath $driver) { $state.mrxsmb10 = [int](Get-ItemProperty -LiteralPath $driver).Start }',
          `  $state.clientNeeds = @((Get-ItemProperty -LiteralPath ${CLIENT}).DependOnService)`,
        ]),
    ...(profiles === undefined
      ? []
      : [
          `  $state.profiles = @(Get-NetFirewallProfile -Name ${profiles} | ForEach-Object {`,
          '    @{ name = $_.Name; enabled = [string]$_.Enabled; inbound = [string]$_.DefaultInboundAction; outbound = [string]$_.DefaultOutboundAction }',
          '  })',
        ]),
    "  if ($PSCmdlet.ShouldProcess($before, 'write down what is there')) {",
    '    [IO.File]::WriteAllText($before, (ConvertTo-Json -InputObject $state -Depth 4))',
    ...(appLocker === null
      ? []
      : [
          `    [IO.File]::WriteAllText((Join-Path $here ${literal(APPLOCKER_BEFORE)}), [string](Get-AppLockerPolicy -Local -Xml))`,
        ]),
    '  }',
    '}',
  ]
}

function change({ smb1, servicesOff, appLocker, firewall }: HardeningPolicy): readonly string[] {
  return [
    ...(smb1 === null ? [] : smb1Off),
    ...servicesOff.flatMap(({ name, why }) => serviceOff(name, why)),
    ...(appLocker === null ? [] : appLockerOn(appLocker.mode)),
    ...(firewall === null ? [] : firewallOn(firewall)),
  ]
}

const smb1Off = [
  '',
  comment('SMB version 1: the server at once, the client and the feature after a restart'),
  "if ($PSCmdlet.ShouldProcess('SMB 1 server', 'disable')) {",
  '  Set-SmbServerConfiguration -EnableSMB1Protocol $false -Force -Confirm:$false',
  '}',
  "$driver = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10'",
  "if ((Test-Path -LiteralPath $driver) -and $PSCmdlet.ShouldProcess('SMB 1 client', 'disable')) {",
  '  Set-ItemProperty -LiteralPath $driver -Name Start -Value 4 -Type DWord',
  `  Set-ItemProperty -LiteralPath ${CLIENT} -Name DependOnService -Value @('Bowser', 'MRxSmb20', 'NSI') -Type MultiString`,
  '}',
]

function serviceOff(name: string, why: string): readonly string[] {
  const service = literal(name)
  return [
    '',
    comment(`${name}: ${why}`),
    `$found = Get-Service | Where-Object { $_.Name -eq ${service} }`,
    `if (($null -ne $found) -and $PSCmdlet.ShouldProcess(${service}, 'stop and disable')) {`,
    `  Set-Service -Name ${service} -StartupType Disabled`,
    `  Stop-Service -Name ${service} -Force`,
    '}',
  ]
}

function appLockerOn(mode: 'audit' | 'enforce'): readonly string[] {
  return [
    '',
    comment(`AppLocker, ${mode === 'audit' ? 'which writes down and stops nothing' : 'enforced'}`),
    `$policy = Join-Path $here ${literal(APPLOCKER_FILE)}`,
    `if ($PSCmdlet.ShouldProcess('AppLocker', ${literal(mode)})) {`,
    '  Set-AppLockerPolicy -XmlPolicy $policy',
    '  & "$env:SystemRoot\\System32\\sc.exe" config AppIDSvc start= auto | Out-Null',
    "  if ($LASTEXITCODE -ne 0) { throw 'AppIDSvc could not be set to start by itself' }",
    '  Start-Service -Name AppIDSvc',
    '}',
  ]
}

function firewallOn({ profiles, outbound }: NonNullable<HardeningPolicy['firewall']>) {
  const names = profiles.map((profile) => literal(profileName(profile))).join(', ')
  const out = outbound === 'block' ? 'Block' : 'Allow'
  return [
    '',
    comment('The firewall of this computer: on, and closed to what no rule lets in'),
    "if ($PSCmdlet.ShouldProcess('firewall profiles', 'enable')) {",
    `  Set-NetFirewallProfile -Name ${names} -Enabled True -DefaultInboundAction Block -DefaultOutboundAction ${out}`,
    '}',
  ]
}

function goBack({ title, appLocker }: HardeningPolicy): readonly string[] {
  return [
    comment(`The way back of: ${title}`),
    ...STRICT,
    "if (-not (Test-Path -LiteralPath $before)) { throw 'Nothing was written down: there is no way back by this script' }",
    '$state = Get-Content -LiteralPath $before -Raw | ConvertFrom-Json',
    'foreach ($one in $state.services) {',
    "  if ($PSCmdlet.ShouldProcess($one.name, 'give back')) {",
    "    $type = switch ($one.startMode) { 'Auto' { 'Automatic' } 'Manual' { 'Manual' } default { 'Disabled' } }",
    '    Set-Service -Name $one.name -StartupType $type',
    '    if ($one.wasRunning) { Start-Service -Name $one.name }',
    '  }',
    '}',
    "if (($null -ne $state.smb1Server) -and $PSCmdlet.ShouldProcess('SMB 1 server', 'give back')) {",
    '  Set-SmbServerConfiguration -EnableSMB1Protocol ([bool]$state.smb1Server) -Force -Confirm:$false',
    '}',
    "if (($null -ne $state.mrxsmb10) -and $PSCmdlet.ShouldProcess('SMB 1 client', 'give back')) {",
    "  Set-ItemProperty -LiteralPath 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\mrxsmb10' -Name Start -Value ([int]$state.mrxsmb10) -Type DWord",
    `  if ($null -ne $state.clientNeeds) { Set-ItemProperty -LiteralPath ${CLIENT} -Name DependOnService -Value ([string[]]$state.clientNeeds) -Type MultiString }`,
    '}',
    'foreach ($one in $state.profiles) {',
    "  if ($PSCmdlet.ShouldProcess($one.name, 'give back')) {",
    '    Set-NetFirewallProfile -Name $one.name -Enabled $one.enabled -DefaultInboundAction $one.inbound -DefaultOutboundAction $one.outbound',
    '  }',
    '}',
    ...(appLocker === null
      ? []
      : [
          "if ($PSCmdlet.ShouldProcess('AppLocker', 'give back')) {",
          `  Set-AppLockerPolicy -XmlPolicy (Join-Path $here ${literal(APPLOCKER_BEFORE)})`,
          '}',
        ]),
  ]
}

function profileName(profile: 'domain' | 'private' | 'public'): string {
  return { domain: 'Domain', private: 'Private', public: 'Public' }[profile]
}
