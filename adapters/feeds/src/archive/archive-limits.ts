export type ArchiveLimits = {
  readonly entriesMax: number
  readonly entryBytesMax: number
  readonly totalBytesMax: number
  /** Advisories pack to about a fifteenth; what packs far better was made to burst. */
  readonly ratioMax: number
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entriesMax: 200_000,
  entryBytesMax: 16 * 1024 * 1024,
  totalBytesMax: 4 * 1024 * 1024 * 1024,
  ratioMax: 200,
}

/** Below so many bytes no ratio is asked for: a few zeros pack well too. */
const RATIO_FROM_BYTES = 4 * 1024 * 1024
const NAME_LENGTH_MAX = 500

/** What is wrong with an archive, and at which of its entries. */
export class ArchiveFault extends Error {
  readonly where: string

  constructor(where: string, words: string) {
    super(words)
    this.where = where
  }
}

/** Counts what comes out of one archive; throws at the entry that is too much. */
export class ArchiveMeter {
  private readonly limits: ArchiveLimits
  private readonly archiveBytes: number
  private readonly names = new Set<string>()
  private total = 0
  private entry = 0

  constructor(limits: ArchiveLimits, archiveBytes: number) {
    this.limits = limits
    this.archiveBytes = archiveBytes
  }

  /** Nothing is ever written under a name of an archive; one that climbs is hostile all the same. */
  begin(name: string): void {
    const fault = nameFault(name)
    if (fault !== null) throw new ArchiveFault(name.slice(0, NAME_LENGTH_MAX), fault)
    if (this.names.has(name)) throw new ArchiveFault(name, 'stands twice in the archive')
    this.names.add(name)
    if (this.names.size > this.limits.entriesMax) {
      throw new ArchiveFault(name, `is one more than the ${this.limits.entriesMax} entries`)
    }
    this.entry = 0
  }

  /** Before these bytes are kept. */
  take(name: string, bytes: number): void {
    const { entryBytesMax, totalBytesMax, ratioMax } = this.limits
    this.entry += bytes
    this.total += bytes
    if (this.entry > entryBytesMax) {
      throw new ArchiveFault(name, `unpacks to more than ${entryBytesMax} bytes`)
    }
    if (this.total > totalBytesMax) {
      throw new ArchiveFault(name, `brings the archive to more than ${totalBytesMax} bytes`)
    }
    if (this.total > RATIO_FROM_BYTES && this.total > this.archiveBytes * ratioMax) {
      throw new ArchiveFault(name, `brings the archive to more than ${ratioMax} times its size`)
    }
  }
}

function nameFault(name: string): string | null {
  if (name === '' || name.length > NAME_LENGTH_MAX) return 'has no name that can be told'
  // The archive controls this string: a control character in it would go on to a terminal.
  if (/\p{Cc}/u.test(name)) return 'has a control character in its name'
  if (/^[/\\]|^[a-z]:/i.test(name) || name.split(/[/\\]/).includes('..')) {
    return 'leads out of the archive'
  }
  return null
}
