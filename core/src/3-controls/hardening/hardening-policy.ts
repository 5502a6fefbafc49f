/** What a Windows host is to be like; each part is left alone where it is null or empty. */
export type HardeningPolicy = {
  /** What the host is for, for a person. */
  readonly title: string
  readonly smb1: 'off' | null
  /** Services that are stopped and stay so, by the name that the service manager knows. */
  readonly servicesOff: readonly { readonly name: string; readonly why: string }[]
  readonly appLocker: AppLockerWish | null
  readonly firewall: {
    readonly profiles: readonly FirewallProfile[]
    /** What goes out where no rule says otherwise; what comes in is blocked. */
    readonly outbound: 'allow' | 'block'
  } | null
}

export const firewallProfiles = ['domain', 'private', 'public'] as const
export type FirewallProfile = (typeof firewallProfiles)[number]

export const appLockerCollections = ['exe', 'script', 'msi', 'dll', 'appx'] as const
export type AppLockerCollection = (typeof appLockerCollections)[number]

/** Audit writes down what it would stop; enforce stops it. */
export type AppLockerWish = {
  readonly mode: 'audit' | 'enforce'
  readonly collections: readonly AppLockerCollection[]
  /** Beside what Windows, its programs and the administrators need, which is always allowed. */
  readonly allowed: readonly AppLockerRule[]
}

export type AppLockerRule = { readonly collection: AppLockerCollection; readonly why: string } & (
  | { readonly by: 'path'; readonly path: string }
  | { readonly by: 'publisher'; readonly publisher: string; readonly product: string }
  | {
      readonly by: 'hash'
      readonly sha256: string
      readonly fileName: string
      readonly sizeBytes: number
    }
)

export type HardeningFault = {
  readonly kind: 'hardening-refused'
  readonly where: string
  readonly why: string
}

const SERVICE = /^[A-Za-z0-9_.$ -]{1,80}$/
const WORDS = /^[ -~]{1,200}$/
const FILE_NAME = /^[^\\/:*?"<>|\p{Cc}]{1,200}$/u
const PATH = /^[^"<>|\p{Cc}]{3,250}$/u

/** Without these Windows does not start, nobody can sign in, or this host is not managed any more. */
const NEVER_OFF = new Set(
  [
    ...['rpcss', 'rpceptmapper', 'dcomlaunch', 'lsm', 'samss', 'netlogon', 'eventlog', 'winmgmt'],
    ...['schedule', 'cryptsvc', 'mpssvc', 'bfe', 'appidsvc', 'profsvc', 'power', 'plugplay'],
    ...['brokerinfrastructure', 'systemeventsbroker', 'gpsvc', 'keyiso', 'nsi', 'dhcp', 'dnscache'],
  ].map((name) => name.toLowerCase()),
)

/** Every fault of the policy at once; only a policy without one becomes a script. */
export function hardeningFaults(policy: HardeningPolicy): readonly HardeningFault[] {
  const out: HardeningFault[] = []
  const fault = (where: string, why: string) => out.push({ kind: 'hardening-refused', where, why })
  if (!WORDS.test(policy.title)) fault('title', 'is empty, too long or has odd characters')
  const seen = new Set<string>()
  for (const [at, { name, why }] of policy.servicesOff.entries()) {
    const where = `servicesOff[${at}]`
    if (!SERVICE.test(name) || name.trim() !== name) fault(`${where}.name`, 'is no service name')
    if (NEVER_OFF.has(name.toLowerCase())) fault(`${where}.name`, `${name} must stay on`)
    if (seen.has(name.toLowerCase())) fault(`${where}.name`, `${name} is named twice`)
    if (!WORDS.test(why)) fault(`${where}.why`, 'the reason is empty or has odd characters')
    seen.add(name.toLowerCase())
  }
  if (policy.firewall?.profiles.length === 0) fault('firewall.profiles', 'no profile is named')
  const parts = [policy.smb1, policy.appLocker, policy.firewall].filter((one) => one !== null)
  if (parts.length === 0 && policy.servicesOff.length === 0) fault('', 'nothing is asked for')
  return [...out, ...appLockerFaults(policy.appLocker)]
}

function appLockerFaults(wish: AppLockerWish | null): readonly HardeningFault[] {
  if (wish === null) return []
  const out: HardeningFault[] = []
  const fault = (where: string, why: string) => out.push({ kind: 'hardening-refused', where, why })
  if (wish.collections.length === 0) fault('appLocker.collections', 'no collection is named')
  for (const [at, rule] of wish.allowed.entries()) {
    const where = `appLocker.allowed[${at}]`
    if (!wish.collections.includes(rule.collection)) {
      fault(`${where}.collection`, `${rule.collection} is not among the collections`)
    }
    if (!WORDS.test(rule.why)) fault(`${where}.why`, 'the reason is empty or has odd characters')
    const why = ruleFault(rule)
    if (why !== null) fault(where, why)
  }
  return out
}

function ruleFault(rule: AppLockerRule): string | null {
  switch (rule.by) {
    case 'path':
      if (!PATH.test(rule.path)) return 'the path is too short, too long or has odd characters'
      return /^\*|^[A-Za-z]:\\?\*$/.test(rule.path) ? 'the path allows everything' : null
    case 'publisher':
      if (!/^O=/i.test(rule.publisher)) return 'the publisher begins with O=, as its signature does'
      return WORDS.test(rule.publisher) && WORDS.test(rule.product) ? null : 'odd characters'
    case 'hash':
      if (!/^[0-9a-f]{64}$/i.test(rule.sha256)) return 'the hash is no SHA-256'
      if (!FILE_NAME.test(rule.fileName)) return 'the file has no plain name'
      return Number.isInteger(rule.sizeBytes) && rule.sizeBytes > 0 ? null : 'the size is no size'
  }
}
