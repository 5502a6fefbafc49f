/** What one shield lets through to one device, and who answers for it. */
export type ShieldPolicy = {
  readonly conduit: string
  readonly listen: Endpoint
  readonly device: Endpoint
  /** Null where the policy lists none: functions 1 to 4 of every unit, every address. */
  readonly units: readonly UnitAllowance[] | null
  readonly failMode: FailMode
  readonly exceptions: readonly ShieldException[]
  /** How long the client waits for an answer before it calls the device lost. */
  readonly pollTimeoutMs: number
  /** How long the shield waits for the device; shorter, so that the client gets an answer in time. */
  readonly upstreamTimeoutMs: number
  readonly limits: ShieldLimits
}

export type Endpoint = { readonly address: string; readonly port: number }

/** A function with the addresses it may touch; null for functions that have none. */
export type Allowance = {
  readonly functionCode: number
  readonly range: { readonly from: number; readonly to: number } | null
}

export type UnitAllowance = { readonly unit: number; readonly allow: readonly Allowance[] }

/** What the conduit does without its shield, as operations signed it; the proxy itself fails closed. */
export type FailMode = {
  readonly mode: 'closed' | 'open'
  readonly signedBy: string
  readonly signedAtMs: number
}

/** In force from the first instant until before the last, and at no other time. */
export type ShieldException = UnitAllowance & {
  readonly approvedBy: string
  readonly reason: string
  readonly fromMs: number
  readonly untilMs: number
}

export type ShieldLimits = {
  readonly connectionsMax: number
  readonly connectionsPerClientMax: number
  /** Read from a client ahead of what is answered; beyond it the client is read no further. */
  readonly queuedBytesMax: number
  /** A client that completes no request for so long is let go. */
  readonly idleMs: number
}
