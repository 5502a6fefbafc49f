/** The forms in which plants have their inventories. */
export const inventoryFormats = [
  'csv',
  'xlsx',
  'json',
  'html',
  'cyclonedx',
  'netbox',
  'nmap',
  'capture',
] as const

export type InventoryFormat = (typeof inventoryFormats)[number]

export const formatWords: Readonly<Record<InventoryFormat, string>> = {
  csv: 'CSV',
  xlsx: 'Excel workbook',
  json: 'JSON',
  html: 'HTML page',
  cyclonedx: 'CycloneDX bill of materials',
  netbox: 'NetBox devices',
  nmap: 'Nmap XML',
  capture: 'packet capture',
}
