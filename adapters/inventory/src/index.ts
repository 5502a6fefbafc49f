export { INVENTORY_BYTES_MAX, inventoryFiles, isCapture } from './read-inventory-file.ts'
