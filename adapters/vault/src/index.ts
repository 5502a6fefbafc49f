export { FolderVault } from './folder-vault.ts'
