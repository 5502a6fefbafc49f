import { emptyRoot, rootOfHashes, splitHashes } from './merkle-tree.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
import { TILE_WIDTH } from './tile-path.ts'

export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
  /** `width` hashes, side by side. */
  readonly bytes: Uint8Array
}

interface Row {
  index: number
  width: number
  hashes: Uint8Array
}

const NONE: readonly Tile[] = []

/** The right edge of a tiled tree: takes leaves, gives each full tile. Holds 8 kB a level. */
export class TileStack {
  private readonly rows: Row[] = []
  private readonly hash: Sha256

  constructor(hash: Sha256 = sha256) {
    this.hash = hash
  }

  /** Goes on from the tiles at the edge of an existing tree. */
  static from(size: number, edge: readonly Tile[], hash: Sha256 = sha256): TileStack {
    const stack = new TileStack(hash)
    for (let nodes = size; nodes > 0; nodes = Math.floor(nodes / TILE_WIDTH)) {
      const row = emptyRow(Math.floor(nodes / TILE_WIDTH))
      const tile = edge.find(({ level }) => level === stack.rows.length)
      row.hashes.set(tile?.bytes ?? new Uint8Array(0))
      row.width = tile?.width ?? 0
      stack.rows.push(row)
    }
    return stack
  }

  /** The tiles that this leaf made full, lowest first: most often none. */
  push(leafHash: Uint8Array): readonly Tile[] {
    let full = NONE
    let node = leafHash
    for (let level = 0; ; level++) {
      const row = this.rows[level] ?? emptyRow(0)
      this.rows[level] = row
      row.hashes.set(node, row.width * HASH_BYTES)
      row.width++
      if (row.width < TILE_WIDTH) return full
      const tile = { level, index: row.index, width: TILE_WIDTH, bytes: row.hashes }
      full = [...full, tile]
      this.rows[level] = emptyRow(row.index + 1)
      node = rootOfHashes(splitHashes(tile.bytes), this.hash)
    }
  }

  /** The partial tiles, lowest first. */
  edge(): readonly Tile[] {
    return this.rows.flatMap(({ index, width, hashes }, level) =>
      width === 0 ? [] : [{ level, index, width, bytes: hashes.slice(0, width * HASH_BYTES) }],
    )
  }

  root(): Uint8Array {
    // Each level's hashes, and after them, as one more, the root of what is not yet full below.
    let below: readonly Uint8Array[] = []
    for (const { width, hashes } of this.rows) {
      const here = splitHashes(hashes.subarray(0, width * HASH_BYTES))
      if (here.length + below.length > 0) {
        below = [rootOfHashes([...here, ...below], this.hash).slice()]
      }
    }
    return below[0] ?? emptyRoot(this.hash)
  }
}

function emptyRow(index: number): Row {
  return { index, width: 0, hashes: new Uint8Array(TILE_WIDTH * HASH_BYTES) }
}
