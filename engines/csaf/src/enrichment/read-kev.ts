import { accept, isNonEmpty, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { complain, cursorAt, field, items, requireObject, text } from '../document-cursor.ts'
import { type EnrichmentRefusal, isCve } from './enrichment-refusal.ts'

/** One vulnerability that is known to be exploited, as CISA lists it. */
export interface KevEntry {
  readonly cve: string
  readonly name: string
  readonly addedOn: string
  readonly dueOn: string
  readonly ransomware: 'known' | 'unknown'
}

export interface Kev {
  readonly version: string
  readonly releasedAt: string
  readonly entries: readonly KevEntry[]
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** CISA's catalogue of known exploited vulnerabilities, JSON. One wrong entry refuses the file. */
export function readKev(bytes: Uint8Array): Result<Kev, EnrichmentRefusal> {
  const json = readStrictJson(bytes)
  if (!json.ok) {
    const { line, why } = json.refusal
    return refuse({ kind: 'not-json', where: `line ${line}`, words: why })
  }
  const root = cursorAt(json.value)
  requireObject(root)
  const version = text(field(root, 'catalogVersion'))
  const releasedAt = text(field(root, 'dateReleased'))
  const entries = items(field(root, 'vulnerabilities')).map((entry): KevEntry => {
    const day = (name: string) => {
      const at = field(entry, name)
      const written = text(at)
      if (written !== '' && !DAY.test(written)) complain(at, 'must be a day such as 2026-12-24')
      return written
    }
    const id = field(entry, 'cveID')
    const cve = text(id)
    if (cve !== '' && !isCve(cve)) complain(id, 'is no CVE number')
    return {
      cve,
      name: text(field(entry, 'vulnerabilityName')),
      addedOn: day('dateAdded'),
      dueOn: day('dueDate'),
      ransomware:
        field(entry, 'knownRansomwareCampaignUse').value === 'Known' ? 'known' : 'unknown',
    }
  })
  if (entries.length === 0) complain(field(root, 'vulnerabilities'), 'must hold an entry')
  const { complaints } = root
  if (!isNonEmpty(complaints)) return accept({ version, releasedAt, entries })
  const [first] = complaints
  return refuse({ kind: 'wrong-shape', where: first.path, words: first.words })
}
