import type { AppLockerCollection, FirewallProfile, HardeningPolicy } from './hardening-policy.ts'
import type { SourceReading } from './judge-host.ts'
import { appLockerModes } from './parse/applocker-modes.ts'
import {
  booleanOf,
  type EvidenceFile,
  type EvidenceLine,
  fieldOf,
  lineWith,
  objectsIn,
} from './parse/evidence-file.ts'
import { netshProfiles } from './parse/netsh-profiles.ts'
import { collectionKey, fileName } from './render-collector.ts'

/** One thing that the policy asks for, with the sources that can show it. */
export type Claim = {
  readonly claim: string
  readonly words: string
  readonly sources: readonly {
    readonly file: string
    readonly read: (file: EvidenceFile) => SourceReading
  }[]
}

const DISABLED = 4
const AUTOMATIC = 2

/** The claims of a policy, in its order. */
export function claimsOf(policy: HardeningPolicy): readonly Claim[] {
  const { smb1, servicesOff, appLocker, firewall } = policy
  return [
    ...(smb1 === null ? [] : smb1Claims),
    ...servicesOff.map(({ name }) => serviceClaim(name)),
    ...(appLocker === null
      ? []
      : [
          ...appLocker.collections.map((one) => appLockerClaim(one, appLocker.mode)),
          identityService,
        ]),
    ...(firewall?.profiles ?? []).map((one) => profileClaim(one, firewall?.outbound ?? 'allow')),
  ]
}

const feature = { file: 'smb1-feature.json', read: featureOff }

const smb1Claims: readonly Claim[] = [
  {
    claim: 'smb1-server-off',
    words: 'SMB version 1 is not served',
    sources: [
      { file: 'smb-server.json', read: serverOff },
      { file: 'smb1-server-registry.json', read: registryIs(0, 'SMB1') },
      feature,
    ],
  },
  {
    claim: 'smb1-client-off',
    words: 'SMB version 1 is not asked for',
    sources: [{ file: 'smb1-client-registry.json', read: registryIs(DISABLED, 'Start') }, feature],
  },
]

function serverOff(file: EvidenceFile): SourceReading {
  const at = lineWith(file, /EnableSMB1Protocol/i)
  const objects = objectsIn(file)
  const value = objects?.length === 1 ? fieldOf(objects[0] ?? {}, 'EnableSMB1Protocol') : undefined
  const isOn = booleanOf(value)
  if (isOn === null) return unclear(file, at)
  return isOn
    ? { says: 'bad', words: 'the server says that SMB 1 is on', at }
    : { says: 'good', words: 'the server says that SMB 1 is off', at }
}

function featureOff(file: EvidenceFile): SourceReading {
  const at = lineWith(file, /"State"/i)
  const objects = objectsIn(file)
  const state = objects?.length === 1 ? fieldOf(objects[0] ?? {}, 'State') : undefined
  // Microsoft.Dism.Commands.FeatureState: 2 is enabled, 0 and 1 are disabled.
  const isOff = /^(?:Disabled|DisabledWithPayloadRemoved)$/i.test(String(state))
  const isOn = /^(?:Enabled|EnablePending)$/i.test(String(state))
  if (isOff) return { says: 'good', words: 'the feature SMB1Protocol is disabled', at }
  if (isOn) return { says: 'bad', words: 'the feature SMB1Protocol is enabled', at }
  return unclear(file, at)
}

/** A value of the registry; a value that is not there says nothing. */
function registryIs(wanted: number, name: string): (file: EvidenceFile) => SourceReading {
  return (file) => {
    const at = lineWith(file, /"value"/i)
    const [object, ...more] = objectsIn(file) ?? []
    if (object === undefined || more.length > 0) return unclear(file, at)
    if (booleanOf(fieldOf(object, 'exists')) !== true) {
      return { says: 'unknown', words: `the registry has no ${name}`, at }
    }
    const value = fieldOf(object, 'value')
    const number = typeof value === 'number' ? value : Number(String(value).trim() || Number.NaN)
    if (!Number.isInteger(number)) return unclear(file, at)
    const says = number === wanted ? 'good' : 'bad'
    return { says, words: `the registry says ${name} ${number}`, at }
  }
}

function serviceClaim(name: string): Claim {
  const file = fileName(name)
  return {
    claim: `service-disabled:${name}`,
    words: `The service ${name} is disabled and stopped, or not installed`,
    sources: [
      { file: `service-${file}.json`, read: serviceStopped(name) },
      { file: `service-${file}-registry.json`, read: serviceStart(name) },
    ],
  }
}

function serviceStopped(name: string): (file: EvidenceFile) => SourceReading {
  return (file) => {
    const at = lineWith(file, /"startMode"/i)
    const [object, ...more] = objectsIn(file) ?? []
    if (object === undefined || more.length > 0 || !isNamed(object, name)) return unclear(file, at)
    const exists = booleanOf(fieldOf(object, 'exists'))
    if (exists === false) {
      return { says: 'good', words: `${name} is not installed`, at: lineWith(file, /"exists"/i) }
    }
    const mode = fieldOf(object, 'startMode')
    const state = fieldOf(object, 'state')
    if (exists !== true || typeof mode !== 'string' || typeof state !== 'string') {
      return unclear(file, at)
    }
    const isOff = /^disabled$/i.test(mode) && /^stopped$/i.test(state)
    return { says: isOff ? 'good' : 'bad', words: `${name} is ${mode} and ${state}`, at }
  }
}

function serviceStart(name: string): (file: EvidenceFile) => SourceReading {
  return (file) => {
    const [object, ...more] = objectsIn(file) ?? []
    const isOne = object !== undefined && more.length === 0
    if (isOne && booleanOf(fieldOf(object, 'keyExists')) === false) {
      const at = lineWith(file, /"keyExists"/i)
      return { says: 'good', words: `the registry knows no service ${name}`, at }
    }
    return registryIs(DISABLED, 'Start')(file)
  }
}

/** The file of one service must not stand for another one. */
function isNamed(object: Readonly<Record<string, unknown>>, name: string): boolean {
  return String(fieldOf(object, 'name')).toLowerCase() === name.toLowerCase()
}

function appLockerClaim(collection: AppLockerCollection, mode: 'audit' | 'enforce'): Claim {
  const key = collectionKey(collection)
  const does = mode === 'enforce' ? 'enforces' : 'audits'
  return {
    claim: `applocker-${does}:${collection}`,
    words: `AppLocker ${does} the rules for ${key}`,
    sources: [
      { file: 'applocker.xml', read: (file) => modeOf(file, { key, mode }) },
      {
        file: `applocker-${collection}-registry.json`,
        read: (file) => {
          const read = registryIs(1, 'EnforcementMode')(file)
          // 1 enforces, 0 audits; who enforces does more than who only audits.
          if (mode === 'enforce' || read.says !== 'bad') return read
          return read.words.endsWith(' 0') ? { ...read, says: 'good' } : read
        },
      },
    ],
  }
}

function modeOf(
  file: EvidenceFile,
  { key, mode }: { readonly key: string; readonly mode: 'audit' | 'enforce' },
): SourceReading {
  const modes = appLockerModes(file)
  if (modes === null) return unclear(file, lineWith(file, 'AppLockerPolicy'))
  const found = modes.find(({ type }) => type === key)
  if (found === undefined) {
    const at = lineWith(file, 'AppLockerPolicy')
    return { says: 'bad', words: `the policy in force has no rules for ${key}`, at }
  }
  const isEnough = found.mode === mode || (mode === 'audit' && found.mode === 'enforce')
  const said = { enforce: 'enforced', audit: 'audited only', neither: 'not configured' }[found.mode]
  const words = `in the policy in force ${key} is ${said}, with ${found.rules} rules`
  return { says: isEnough && found.rules > 0 ? 'good' : 'bad', words, at: found.at }
}

/** Without it the policy stands there and stops nothing. */
const identityService: Claim = {
  claim: 'applocker-runs',
  words: 'The service AppIDSvc, which enforces AppLocker, runs and starts by itself',
  sources: [
    {
      file: 'service-appidsvc.json',
      read: (file) => {
        const at = lineWith(file, /"state"/i)
        const [object] = objectsIn(file) ?? []
        if (object === undefined || !isNamed(object, 'AppIDSvc')) return unclear(file, at)
        const state = fieldOf(object, 'state')
        if (booleanOf(fieldOf(object, 'exists')) === null) return unclear(file, at)
        const isRunning = /^running$/i.test(String(state))
        return { says: isRunning ? 'good' : 'bad', words: `AppIDSvc is ${String(state)}`, at }
      },
    },
    { file: 'service-appidsvc-registry.json', read: registryIs(AUTOMATIC, 'Start') },
  ],
}

function profileClaim(profile: FirewallProfile, outbound: 'allow' | 'block'): Claim {
  const out = outbound === 'block' ? ' and out' : ''
  return {
    claim: `firewall-profile:${profile}`,
    words: `The firewall profile ${profile} is on and blocks what no rule lets in${out}`,
    sources: [
      { file: 'firewall-profiles.json', read: (file) => profileOf(file, profile, outbound) },
      {
        file: 'netsh-profiles.txt',
        read: (file) => {
          const found = netshProfiles(file)?.find((one) => one.profile === profile)
          if (found === undefined) return unclear(file, lineWith(file, /Profile Settings/))
          const { isOn, blocksInbound, blocksOutbound, at } = found
          const isGood = isOn && blocksInbound && (outbound === 'allow' || blocksOutbound)
          const state = isOn ? 'on' : 'off'
          const words = `netsh says ${state}, in ${blocksInbound ? 'blocked' : 'allowed'}`
          return { says: isGood ? 'good' : 'bad', words, at }
        },
      },
    ],
  }
}

/** Numbers are those of the firewall's own enumeration: 0 not configured, 2 allow, 4 block. */
function profileOf(
  file: EvidenceFile,
  profile: FirewallProfile,
  outbound: 'allow' | 'block',
): SourceReading {
  const found = (objectsIn(file) ?? []).filter((one) => isNamed(one, profile))
  const [object] = found
  if (object === undefined || found.length > 1) return unclear(file, lineWith(file, /"Name"/i))
  const at = lineWith(file, new RegExp(`"${profile}"`, 'i'))
  const enabled = fieldOf(object, 'Enabled')
  const isOn = enabled === 1 ? true : enabled === 0 ? false : booleanOf(enabled)
  const inbound = actionOf(fieldOf(object, 'DefaultInboundAction'))
  const out = actionOf(fieldOf(object, 'DefaultOutboundAction'))
  if (isOn === null || inbound === null || (outbound === 'block' && out === null)) {
    return unclear(file, at)
  }
  const isGood = isOn && inbound === 'block' && (outbound === 'allow' || out === 'block')
  const words = `the profile ${profile} is ${isOn ? 'on' : 'off'}, in: ${inbound}`
  return { says: isGood ? 'good' : 'bad', words, at }
}

function actionOf(value: unknown): 'allow' | 'block' | null {
  if (value === 4 || /^(?:4|block)$/i.test(String(value))) return 'block'
  return value === 2 || /^(?:2|allow)$/i.test(String(value)) ? 'allow' : null
}

function unclear(file: EvidenceFile, at: EvidenceLine): SourceReading {
  return { says: 'unknown', words: `${file.name} is not understood`, at }
}
