/** One message that one end sends to the other, as bytes above TCP or UDP. */
export type SentMessage = {
  readonly from: 'client' | 'server'
  readonly bytes: readonly number[]
  /** After so many bytes a new segment begins; null: all in one. */
  readonly splitAt?: number | null
}

/** Two ends that talk, from the first packet to the last. */
export type Conversation = {
  readonly what: string
  readonly transport: 'tcp' | 'udp'
  /** IPv4. */
  readonly client: string
  readonly clientPort: number
  readonly server: string
  readonly serverPort: number
  readonly messages: readonly SentMessage[]
}

/** Conversations as a file of packets. */
export type WrittenCapture = {
  readonly conversations: readonly Conversation[]
  readonly bytes: Uint8Array
  readonly packets: number
}
