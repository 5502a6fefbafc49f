/** One packet, or one attempt to connect. */
export type Probe = {
  readonly protocol: 'tcp' | 'udp'
  readonly from: string
  readonly to: string
  readonly port: number
  /** No two connections of one lab have the same: the kernel remembers those before. */
  readonly sourcePort: number
  /** What a datagram carries, so that whoever hears it knows which one it is. */
  readonly token: string
  readonly timeoutMs: number
}

/** `silent`: nothing came back in time. A datagram is `sent`; whether it was heard the other end says. */
export type ProbeResult = 'open' | 'refused' | 'silent' | 'sent'

/** What a host of the lab is told to do. */
export type Order = { readonly id: number } & OrderBody

export type OrderBody =
  | { readonly kind: 'listen'; readonly tcp: readonly number[]; readonly udp: readonly number[] }
  | { readonly kind: 'send'; readonly probes: readonly Probe[] }
  | { readonly kind: 'heard' }
  /** Opens sessions and keeps them; says of each whether it is open. */
  | { readonly kind: 'hold'; readonly probes: readonly Probe[] }
  /** Sends on every held session and says of each whether an answer came in time. */
  | { readonly kind: 'talk'; readonly timeoutMs: number }
