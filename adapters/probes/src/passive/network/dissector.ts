import type { FactBook } from '../fact-book.ts'
import type { HoldingBudget } from './held-bytes.ts'
import type { Host } from './host.ts'

/** Who speaks to whom with this message; the client is the one that opened the connection. */
export type Conversation = {
  readonly client: Host
  readonly server: Host
  readonly serverPort: number
  readonly book: FactBook
  readonly budget: HoldingBudget
}

export const NEEDS_MORE = 0
export const NOT_THIS_PROTOCOL = -1

/** Reads one protocol over one TCP connection, both ways. */
export interface StreamDissector {
  /**
   * How long the message is that begins at `start`, as far as `bytes[start, end)` shows it;
   * `NEEDS_MORE` where its head is not complete, `NOT_THIS_PROTOCOL` where this is none.
   */
  lengthOf(bytes: Buffer, start: number, end: number): number
  /** One whole message; the bytes are valid only during the call. */
  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void
  /** Bytes are missing in this direction: what was half put together is void. */
  gap(fromClient: boolean): void
  /** The connection is forgotten. */
  release(): void
}

export type StreamProtocol = {
  readonly name: string
  readonly ports: readonly number[]
  /** Whether the first bytes can only be this protocol, whatever the port. */
  readonly looksLike: ((bytes: Buffer, start: number, end: number) => boolean) | null
  readonly begin: (conversation: Conversation) => StreamDissector
}

/** One frame without IP; the content begins at `start`. */
export type EtherFrame = {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  readonly from: Host
}

/** One UDP datagram; its content begins at `start`. */
export type Datagram = {
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  readonly from: Host
  readonly to: Host
  readonly fromPort: number
  readonly toPort: number
}
