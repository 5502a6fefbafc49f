const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >> 1) ^ 0xa6bc : value >> 1
  return value
})

/** The checksum of DNP3's link layer (IEEE 1815, 9.2.4). */
export function dnp3Crc(bytes: Buffer, start: number, end: number): number {
  let crc = 0
  for (let at = start; at < end; at++) {
    crc = (crc >> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0)
  }
  return ~crc & 0xffff
}
