/** ODVA vendor identifiers of devices that are met in plants; any other is given by its number. */
const vendors: { readonly [id: number]: string } = {
  1: 'Rockwell Automation/Allen-Bradley',
  5: 'Rockwell Automation/Reliance Electric',
  26: 'Festo',
  40: 'WAGO',
  44: 'Yaskawa Electric America',
  46: 'ABB Industrial Systems',
  47: 'Omron',
  48: 'Turck',
  77: 'Rockwell Software',
  108: 'Beckhoff Automation',
  161: 'Mitsubishi Electric',
  243: 'Schneider Automation',
  283: 'Hilscher',
  309: 'ProSoft Technology',
  562: 'Phoenix Contact',
  634: 'Hirschmann',
  939: 'Cisco Systems',
}

export function cipVendorName(id: number): string {
  return vendors[id] ?? `CIP vendor ${id}`
}
