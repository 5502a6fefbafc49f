import type { ConduitPolicy, PermittedFlow } from '../conduit-policy.ts'

/** Where rules go: the firewall's dialect, and the names that it has for its own parts. */
export type EnforcementPoint =
  | { readonly dialect: 'nftables' }
  | { readonly dialect: 'iptables' }
  /** The access list of the interface towards whoever sends. */
  | { readonly dialect: 'cisco-asa'; readonly list: string }
  | { readonly dialect: 'cisco-ios'; readonly list: string }
  /** Interfaces or zones, two numbers for new policies, and the policy that they stand before. */
  | {
      readonly dialect: 'fortigate'
      readonly from: string
      readonly to: string
      readonly firstId: number
      readonly before: number
    }
  | { readonly dialect: 'palo-alto'; readonly from: string; readonly to: string }
  | { readonly dialect: 'check-point'; readonly layer: string }

/** Text for one firewall. Nothing of it was loaded anywhere. */
export type RenderedRules = {
  readonly rules: string
  /** Takes the rules away again and leaves what was there before. */
  readonly rollback: string
  /**
   * Sessions that are open go on after the rules are loaded; null where the rules reach them too.
   * Ending them is a step of its own.
   */
  readonly endSessions: string | null
}

/** Lower-case letters, digits and one mark between words. */
export function slug(text: string, mark: '_' | '-', most = 200): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, mark)
    .replaceAll(/^[_-]+|[_-]+$/g, '')
    .slice(0, most)
}

/** Address and prefix length of `10.0.0.1` or `10.0.0.0/24`. */
export function partsOf(network: string): { readonly address: string; readonly bits: number } {
  const [address = '', bits = '32'] = network.split('/')
  return { address, bits: Number(bits) }
}

/** 255.255.255.0 for 24. */
export function maskOf(bits: number): string {
  return dotted(bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0)
}

/** 0.0.0.255 for 24. */
export function wildcardOf(bits: number): string {
  return dotted(bits === 32 ? 0 : 0xffff_ffff >>> bits)
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.')
}

/** The flows with a short name each that no other has. */
export function namedFlows(
  policy: ConduitPolicy,
  mark: '_' | '-',
): readonly { readonly flow: PermittedFlow; readonly name: string }[] {
  const base = slug(`hp ${policy.conduit} ${policy.protects.address}`, mark, 40)
  return policy.permitted.map((flow, at) => ({ flow, name: `${base}${mark}${at + 1}` }))
}
