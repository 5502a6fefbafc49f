/**
 * What one capture may cost at most. A capture comes from a network that may hold an attacker, so
 * each table has an end; what no longer fits is counted in the report and never guessed.
 */
export const LIMITS = {
  /** A packet record that claims more is damage: no link type here carries so much. */
  packetBytesMax: 262_144,
  /** Of one pcapng block that must be held whole; others are skipped without being held. */
  blockBytesMax: 1_048_576,
  interfacesMax: 4_096,
  /** Addresses that are counted at once; those of which nothing is known make room. */
  hostsMax: 65_536,
  /** Addresses of which something is known. */
  assetsMax: 65_536,
  /** Devices behind one address: units of a gateway, slots of a rack, a routed network. */
  unitsPerHostMax: 4_096,
  factsPerAssetMax: 128,
  textLengthMax: 512,
  connectionsMax: 16_384,
  /** Segments that wait for an earlier one, in one direction of one connection. */
  waitingSegmentsMax: 64,
  waitingBytesMax: 131_072,
  /** One message of a protocol over TCP, put together. */
  messageBytesMax: 1_048_576,
  /** All that is held for all connections. */
  heldBytesMax: 67_108_864,
  fragmentedDatagramsMax: 1_024,
  /** Questions of one connection whose answers are awaited. */
  openQuestionsMax: 256,
} as const
