import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inventoryCsv, siteInventory } from './site-inventory.ts'

/**
 * `node simplant/dist/site/write-inventory.js` renews the two files that are kept in the
 * repository.
 */
export function inventoryFile(extension: 'json' | 'csv'): string {
  return fileURLToPath(new URL(`../../site/inventory.${extension}`, import.meta.url))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(inventoryFile('json'), JSON.stringify(siteInventory()))
  writeFileSync(inventoryFile('csv'), inventoryCsv(siteInventory()))
}
