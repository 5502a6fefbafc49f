/** One packet as it lies in the capture: `bytes[start, end)` was kept of `wireLength`. */
export interface PacketSink {
  packet(frame: Frame): void
}

/** One object for all packets of a capture: it is filled anew, and kept by nobody. */
export class Frame {
  bytes: Buffer = Buffer.alloc(0)
  start = 0
  end = 0
  /** Length on the wire; more than was kept where a snap length cut it. */
  wireLength = 0
  linkType = 0
  /** Milliseconds since 1970, or 0 where the capture does not say. */
  at = 0
  /** Counted from 1, as the dissectors that people use count. */
  number = 0
}

export type CaptureDamage = {
  /** In bytes from the start of the file. */
  readonly offset: number
  readonly why: string
}
