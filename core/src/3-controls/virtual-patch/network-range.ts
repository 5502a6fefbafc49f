const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ADDRESS = new RegExp(`^(${OCTET}(?:\\.${OCTET}){3})(?:/(3[0-2]|[12]?\\d))?$`)

/** The first address and the prefix of an IPv4 host or network; null where the text is neither. */
export function networkRange(
  text: string,
): { readonly first: number; readonly bits: number } | null {
  const [, address, prefix] = ADDRESS.exec(text) ?? []
  if (address === undefined) return null
  const bits = Number(prefix ?? 32)
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const mask = bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0
  return { first: (value & mask) >>> 0, bits }
}
