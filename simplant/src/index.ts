export {
  liveControllers,
  siteAsset,
  siteAssets,
  siteName,
  siteZones,
  tankSignals,
} from './site/site.ts'
export { type InventoryRow, inventoryCsv, siteInventory } from './site/site-inventory.ts'
export type {
  AssetKind,
  LiveChannels,
  LiveController,
  SiteAsset,
  SiteService,
  SiteSignal,
  SiteZone,
} from './site/site-model.ts'
