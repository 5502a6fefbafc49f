/** C2SP tlog-tiles: tiles and bundles are 256 wide; only those at the right edge are narrower. */
export const TILE_WIDTH = 256

export const CHECKPOINT_PATH = 'checkpoint'
/** One verifier key a line. A convenience: trust comes from a key that travelled another way. */
export const LOG_KEY_PATH = 'keys/log.vkey'

export interface TileAddress {
  readonly level: number | 'entries'
  readonly index: number
  readonly width: number
}

/** `tile/<level>/<index>`, with `.p/<width>` where it is partial. */
export function tilePath(tile: TileAddress): string {
  const path = wholeTilePath(tile)
  return tile.width === TILE_WIDTH ? path : `${path}.p/${tile.width}`
}

/** Index 1234067 is written x001/x234/067, so no folder and no file ever share a name. */
export function wholeTilePath(tile: Omit<TileAddress, 'width'>): string {
  const digits = String(tile.index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  const groups = padded.match(/[0-9]{3}/g) ?? []
  const last = groups.length - 1
  const folders = groups.map((group, i) => (i === last ? group : `x${group}`))
  return `tile/${tile.level}/${folders.join('/')}`
}

/** The tiles at the right edge of a tree that are not full, lowest level first. */
export function edgeTiles(size: number): readonly (TileAddress & { readonly level: number })[] {
  const tiles: (TileAddress & { readonly level: number })[] = []
  for (let level = 0, nodes = size; nodes > 0; level++, nodes = Math.floor(nodes / TILE_WIDTH)) {
    const width = nodes % TILE_WIDTH
    if (width > 0) tiles.push({ level, index: Math.floor(nodes / TILE_WIDTH), width })
  }
  return tiles
}
