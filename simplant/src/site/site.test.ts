import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { liveControllers, siteAssets, siteZones } from './site.ts'
import { inventoryCsv, siteInventory } from './site-inventory.ts'
import { inventoryFile } from './write-inventory.ts'

describe('the site description', () => {
  test('every tag and serial is given once', () => {
    const tags = siteAssets.map((asset) => asset.tag)
    const serials = siteAssets.flatMap((asset) => asset.serial ?? [])
    expect(new Set(tags).size).toBe(tags.length)
    expect(new Set(serials).size).toBe(serials.length)
    expect(tags.length).toBeGreaterThanOrEqual(30)
  })

  test('every dependency and every live controller is an asset of the site', () => {
    const tags = new Set(siteAssets.map((asset) => asset.tag))
    const named = [
      ...siteAssets.flatMap((asset) => asset.dependsOn),
      ...liveControllers.map((controller) => controller.tag),
    ]
    expect(named.filter((tag) => !tags.has(tag))).toEqual([])
  })

  test('the zones reach from level 0 to level 4 with an exchange zone between 3 and 4', () => {
    expect([...new Set(siteZones.map((zone) => zone.level))]).toEqual([0, 1, 2, 3, 3.5, 4])
  })

  test('the inventory files are what the description generates', () => {
    expect(JSON.parse(readFileSync(inventoryFile('json'), 'utf8'))).toEqual(siteInventory())
    expect(readFileSync(inventoryFile('csv'), 'utf8')).toBe(inventoryCsv(siteInventory()))
  })
})
