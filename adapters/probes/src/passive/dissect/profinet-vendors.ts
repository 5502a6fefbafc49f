/**
 * PROFINET vendor identifiers as device descriptions and captures of these vendors show them; any
 * other is written as its number.
 */
const vendors: Readonly<Record<number, string>> = {
  42: 'Siemens',
  176: 'Phoenix Contact',
  268: 'HMS Industrial Networks',
  285: 'WAGO',
  286: 'Hilscher',
  288: 'Beckhoff',
  333: 'Turck',
  346: 'GE Intelligent Platforms',
  1171: 'RT-Labs',
}

export function profinetVendorName(id: number): string {
  return vendors[id] ?? `PROFINET vendor ${hex4(id)}`
}

export function hex4(id: number): string {
  return `0x${id.toString(16).padStart(4, '0')}`
}
