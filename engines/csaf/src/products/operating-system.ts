/** What an inventory calls an operating system, taken apart as advisories name it. */
export interface OperatingSystem {
  readonly vendor: string
  readonly name: string
  /** The build of a Windows, the version of another; null where only the name is said. */
  readonly version: string | null
}

const MAKERS: readonly (readonly [RegExp, string])[] = [
  [/\bwindows\b/i, 'Microsoft'],
  [/\bred ?hat\b|\brhel\b/i, 'Red Hat'],
  [/\bubuntu\b/i, 'Canonical'],
  [/\bdebian\b/i, 'Debian'],
  [/\bsuse\b|\bsles\b/i, 'SUSE'],
  [/\bvxworks\b/i, 'Wind River'],
  [/\bqnx\b/i, 'BlackBerry'],
  [/\bios[ -]xe\b|\bnx-os\b/i, 'Cisco'],
  [/\bmacos\b/i, 'Apple'],
]

// Editions of one Windows share its faults; which one it is stands in no advisory's product name.
const EDITION =
  /\b(?:iot|enterprise|professional|pro|home|education|standard|datacenter|ltsc|ltsb|evaluation|(?:64|32)[- ]?bit|x64|x86|amd64)\b/gi
const BUILD = /\b\d+\.\d+\.\d{4,5}(?:\.\d+)?\b/
const VERSION_LAST = /^(.*\S)\s+v?(\d+(?:\.\d+)+\S*)$/i
const NAME_LENGTH_MAX = 300

export function operatingSystemNamed(written: string): OperatingSystem {
  const text = written.slice(0, NAME_LENGTH_MAX)
  const vendor = MAKERS.find(([words]) => words.test(text))?.[1] ?? ''
  const build = BUILD.exec(text)?.[0] ?? null
  const bare = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(BUILD, ' ')
    .replace(EDITION, ' ')
    .replace(/\b(?:version|build)\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  // "Windows 10" is a name, and 8.1 of "Windows 8.1" a part of it.
  if (vendor === 'Microsoft') return { vendor, name: bare, version: build }
  const [, name, version] = VERSION_LAST.exec(bare) ?? []
  return { vendor, name: name ?? bare, version: version ?? build }
}
