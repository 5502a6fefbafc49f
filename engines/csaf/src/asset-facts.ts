/** What the plant knows of one asset, as far as matching needs it. */
export interface AssetFacts {
  readonly id: string
  readonly vendor: string
  readonly product: string
  readonly model?: string
  readonly orderNumber?: string
  readonly series?: string
  readonly hardware?: string
  readonly serialNumber?: string
  readonly firmware?: string
  readonly firmwareLine?: FirmwareLine
  readonly version?: string
  /** Versions or presence of parts: `{ bios: 'V25.02.09', 'web components': true }`. */
  readonly components?: Readonly<Record<string, string | boolean>>
  readonly identifiers?: Identifiers
  /** What runs on it, each of which an advisory may mean. */
  readonly installed?: readonly InstalledFacts[]
}

/** Names that are the same wherever they are written down; as they were written, read or not. */
export interface Identifiers {
  readonly cpes?: readonly string[]
  readonly purls?: readonly string[]
  readonly hashes?: readonly HashFacts[]
  /** The version was read from the device since they were written down: they say who it is alone. */
  readonly versionsAreOld?: true
  /** Of the thing itself in some list, as its place in a bill of materials. */
  readonly uris?: readonly string[]
}

export interface HashFacts {
  readonly algorithm: string
  readonly value: string
}

/** One piece of software on an asset, its operating system among them. */
export interface InstalledFacts {
  readonly kind: 'software' | 'operating-system'
  readonly name: string
  readonly vendor?: string
  readonly version?: string
  readonly identifiers?: Identifiers
}

/** Some vendors ship one product with firmware that is signed, and an older line that is not. */
export type FirmwareLine = 'signed' | 'unsigned'

/** Component names as compared: `U-Boot`, `u_boot` and `uboot` are one. */
export function componentKey(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\.net\b/, 'dotnet')
    .replace(/[^a-z0-9]/g, '')
}

export function componentOf(asset: AssetFacts, name: string): string | boolean | undefined {
  const keys = keysOf(name)
  return Object.entries(asset.components ?? {}).find(([own]) =>
    keys.includes(componentKey(own)),
  )?.[1]
}

/** `Function State (FS)` is written in full, as its short form, or as both. */
function keysOf(name: string): readonly string[] {
  const [, full, short] = /^([^()]+) \(([^()]+)\)$/.exec(name) ?? []
  return [name, full, short].filter((one) => one !== undefined).map(componentKey)
}
