/** A network as it is written: docs/reach.md describes every field. */
export type NetworkFile = {
  readonly zones: readonly NetworkFileZone[]
  readonly hosts?: readonly NetworkFileHost[]
  readonly firewalls: readonly NetworkFileFirewall[]
  /** True: every way between the zones is listed, so that zones without one cannot reach each other. */
  readonly complete?: boolean
}

export type NetworkFileZone = {
  readonly id: string
  /** Networks, addresses or ranges; a zone without any holds every address that no other one names. */
  readonly subnets?: readonly string[]
}

export type NetworkFileHost = { readonly id: string; readonly addresses: readonly string[] }

export const dialects = [
  ...['nftables', 'iptables', 'cisco-asa', 'cisco-ios', 'fortigate', 'palo-alto'],
] as const

export type Dialect =
  | 'nftables'
  | 'iptables'
  | 'cisco-asa'
  | 'cisco-ios'
  | 'fortigate'
  | 'palo-alto'

export type NetworkFileFirewall = {
  readonly id: string
  readonly dialect: Dialect
  /** Texts of the configuration with the names of their files; several for one device are joined. */
  readonly configurations: readonly ConfigurationText[]
  /** Interface (or zone of the firewall) → zone of the network. */
  readonly interfaces: Readonly<
    Record<string, string | { readonly zone: string; readonly addresses?: readonly string[] }>
  >
  readonly routes?: readonly { readonly to: string; readonly interface: string }[]
  /** Beginnings of lines that somebody declares to change no packet's way. */
  readonly harmless?: readonly string[]
  /** The virtual domain or virtual system to read, where the configuration holds several. */
  readonly virtual?: string
}

export type ConfigurationText = { readonly file: string; readonly text: string }
