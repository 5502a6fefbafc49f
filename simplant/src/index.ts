export type { ControllerFault, FaultKind, Mode } from './controller/controller-messages.ts'
export { type FieldPanel, serveFieldPanel } from './field-panel/field-panel.ts'
export {
  type FirmwareHeader,
  type FirmwareImage,
  firmwareImage,
  type ImageSpecification,
  readFirmwareImage,
} from './firmware/firmware-image.ts'
export { type ImageFile, shippedImages, writeShippedImages } from './firmware/shipped-images.ts'
export type { ControllerLight } from './plant/controller-child.ts'
export { liveChannels } from './plant/live-channels.ts'
export { seededFaults } from './plant/seeded-faults.ts'
export {
  type FieldView,
  type PlantOptions,
  type RunningController,
  type RunningPlant,
  startPlant,
  type WitnessLine,
} from './plant/start-plant.ts'
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
