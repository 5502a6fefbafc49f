// Every host of ours (Node, browsers) has it; the ECMAScript library types do not name it.
declare const btoa: (binary: string) => string

const BYTES_AT_A_TIME = 0x6000

/** Standard base64 (RFC 4648 §4), for bytes that travel in JSON. */
export function base64Of(bytes: Uint8Array): string {
  let out = ''
  // A multiple of three: nothing is padded but the end.
  for (let at = 0; at < bytes.length; at += BYTES_AT_A_TIME) {
    out += btoa(String.fromCharCode(...bytes.subarray(at, at + BYTES_AT_A_TIME)))
  }
  return out
}
