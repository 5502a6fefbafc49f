import { isIPv4 } from 'node:net'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Endpoint, ShieldPolicy } from './policy.ts'
import { readFunctions } from './requests.ts'

/** nftables text for the router on which the shield runs; nothing is loaded here. */
export type ShieldRules = {
  readonly rules: string
  readonly rollback: string
  /** What loading them does to sessions that are open. */
  readonly openSessions: string
  /** What the conduit does when no shield listens. */
  readonly withoutShield: string
  /** A kernel match for packets that reach the device past the shield; null where none can be written. */
  readonly guard: {
    readonly rules: string
    readonly rollback: string
    readonly label: string
  } | null
}

export type RulesRefusal = { readonly where: string; readonly why: string }

export const GUARD_LABEL =
  'Stops honest mistakes only; it is no guarantee. It judges packets, not the stream that they make: ' +
  'overlapping segments carry a write past it.'

export function renderShieldRules(policy: ShieldPolicy): Result<ShieldRules, RulesRefusal> {
  const { listen, device } = policy
  const anywhere = listen.address === '0.0.0.0' || listen.address === '::'
  if (policy.failMode.mode === 'open' && (!anywhere || listen.port !== device.port)) {
    const why = `open needs listen 0.0.0.0 (or ::) port ${device.port}: by that the kernel sees whether the shield is there`
    return refuse({ where: '/failMode/mode', why })
  }
  if (!anywhere && isIPv4(listen.address) !== isIPv4(device.address)) {
    return refuse({ where: '/listen/address', why: 'is not of the same IP version as the device' })
  }
  const name = tableName('holdpoint_shield', device)
  const open = policy.failMode.mode === 'open'
  return accept({
    rules: tableOf(name, headOf(policy), open ? openChains(policy) : closedChains(policy)),
    rollback: `delete table inet ${name}\n`,
    openSessions: open ? OPEN_SESSIONS : CLOSED_SESSIONS,
    withoutShield: open ? OPEN_WITHOUT : CLOSED_WITHOUT,
    guard: guardOf(policy),
  })
}

const CLOSED_SESSIONS =
  'Sessions to the device that are open end with a reset at their next packet; their clients connect anew, through the shield. After the rollback sessions through the shield go on until they end.'
const OPEN_SESSIONS =
  'Sessions to the device that are open, and those that began while no shield listened, end with a reset at their next packet once it listens; their clients connect anew, through the shield. After the rollback sessions through the shield go on until they end.'
const CLOSED_WITHOUT = 'New connections are refused with a reset: nothing reaches the device.'
const OPEN_WITHOUT =
  'New connections reach the device as if there were no shield: anything can be written. Sessions through the shield end with it. A shield that hangs without ending is not noticed: its clients wait in vain. Any other program that listens at this port of every address counts as the shield.'

function closedChains(policy: ShieldPolicy): readonly string[] {
  const to = matchOf(policy.device)
  return [
    ...chain('to_shield', 'nat hook prerouting priority dstnat', `${to} counter ${turn(policy)}`),
    // Also what was open before, and what no address translation is asked for.
    ...chain('past_shield', 'filter hook forward priority filter', `${to} counter ${RESET}`),
  ]
}

function openChains(policy: ShieldPolicy): readonly string[] {
  // True while somebody listens at this port of every address.
  const to = `${matchOf(policy.device)} socket wildcard 1`
  return [
    ...chain('to_shield', 'nat hook prerouting priority dstnat', `${to} counter ${turn(policy)}`),
    // After the redirect: only what began past the shield still has the device's address.
    ...chain(
      'past_shield',
      'filter hook prerouting priority dstnat + 10',
      `${to} counter ${RESET}`,
    ),
  ]
}

const RESET = 'reject with tcp reset'

function chain(name: string, at: string, rule: string): readonly string[] {
  return [`\tchain ${name} {`, `\t\ttype ${at}; policy accept;`, `\t\t${rule}`, '\t}']
}

function turn({ listen }: ShieldPolicy): string {
  if (listen.address === '0.0.0.0' || listen.address === '::') return `redirect to :${listen.port}`
  if (isIPv4(listen.address)) return `dnat ip to ${listen.address}:${listen.port}`
  return `dnat ip6 to [${listen.address}]:${listen.port}`
}

function matchOf({ address, port }: Endpoint): string {
  return `${isIPv4(address) ? 'ip' : 'ip6'} daddr ${address} tcp dport ${port}`
}

/**
 * Payload lengths are told by the header lengths that stand in the packet: 5 to 15 words of TCP. A
 * rule for each: nft 1.0.6 loads one set of them, and then aborts whenever it lists any rules.
 */
function ofLength(payloadBytes: number, before: string, after: string): readonly string[] {
  return Array.from({ length: 11 }, (_, at) => {
    const words = 5 + at
    return `\t\t${before} tcp doff ${words} ip length ${20 + words * 4 + payloadBytes} ${after}`
  })
}

/** A read is 12 bytes; so are the writes of one coil or register, which the policy may allow. */
const TWELVE_BYTES = [...readFunctions, 5, 6]

function guardOf({ device, units, conduit }: ShieldPolicy): ShieldRules['guard'] {
  if (!isIPv4(device.address)) return null
  const allowed = units?.flatMap(({ allow }) => allow.map((one) => one.functionCode))
  const codes = (allowed ?? readFunctions).filter((code) => TWELVE_BYTES.includes(code))
  if (codes.length === 0) return null
  const name = tableName('holdpoint_guard', device)
  const to = `${matchOf(device)} ip hdrlength 5`
  const list = [...new Set(codes)].toSorted((a, b) => a - b).join(', ')
  const rules = [
    '\tchain guard {',
    '\t\ttype filter hook forward priority filter + 10; policy accept;',
    ...ofLength(0, to, 'accept'),
    ...ofLength(12, to, `@ih,16,16 0 @ih,32,16 6 @ih,56,8 { ${list} } accept`),
    `\t\t${matchOf(device)} counter drop`,
    '\t}',
  ]
  const head = [`conduit: ${plain(conduit)}`, GUARD_LABEL]
  return {
    rules: tableOf(name, head, rules),
    rollback: `delete table inet ${name}\n`,
    label: GUARD_LABEL,
  }
}

function headOf({ conduit, failMode }: ShieldPolicy): readonly string[] {
  const { mode, signedBy, signedAtMs } = failMode
  const signed = `signed by ${plain(signedBy)} at ${new Date(signedAtMs).toISOString()}`
  return [`conduit: ${plain(conduit)}`, `without its shield: fails ${mode}, ${signed}`]
}

/** Words of a person stand in a comment, and nothing that could end one. */
function plain(words: string): string {
  return words.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}

function tableName(kind: string, { address, port }: Endpoint): string {
  return `${kind}_${address.replaceAll(/[^0-9a-fA-F]/g, '_')}_${port}`
}

/** Loading it a second time replaces what is there, in one step of the kernel. */
function tableOf(name: string, head: readonly string[], body: readonly string[]): string {
  return [
    ...head.map((line) => `# ${line}`),
    ...[`table inet ${name} {}`, `delete table inet ${name}`, `table inet ${name} {`],
    ...[...body, '}', ''],
  ].join('\n')
}
