import { FolderVault } from '@holdpoint/vault'
import { anImage } from './backup-vault-images.ts'

// Seals an image larger than this process may write.
const outcome = await new FolderVault(process.argv[3] ?? '').seal(anImage(1, 1_000_000))
console.log(JSON.stringify(outcome))
