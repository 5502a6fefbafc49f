import type { LedgerSource } from './ledger-files.port.ts'
import { rootOfHashes, splitHashes } from './merkle-tree.ts'
import type { ReadNode } from './proof-builder.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
import { TILE_WIDTH, tilePath } from './tile-path.ts'

const TILE_HEIGHT = 8

/** The nodes of a tree of this size, out of the tiles of a ledger. Rejects on a missing tile. */
export function tileNodes(files: LedgerSource, size: number, hash: Sha256 = sha256): ReadNode {
  return async (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT)
    const span = 2 ** (level % TILE_HEIGHT)
    const tileIndex = Math.floor((index * span) / TILE_WIDTH)
    const inLevel = Math.floor(size / TILE_WIDTH ** tileLevel)
    const width = Math.min(TILE_WIDTH, inLevel - tileIndex * TILE_WIDTH)
    const path = tilePath({ level: tileLevel, index: tileIndex, width })
    const tile = await files.read(path)
    const first = (index * span - tileIndex * TILE_WIDTH) * HASH_BYTES
    const hashes = tile?.subarray(first, first + span * HASH_BYTES)
    if (hashes?.length !== span * HASH_BYTES) throw new Error(`the tile ${path} is missing or cut`)
    return rootOfHashes(splitHashes(hashes), hash)
  }
}
