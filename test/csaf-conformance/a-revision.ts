import { readFileSync } from 'node:fs'
import * as api from '@holdpoint/api'
import type { ApiPerson } from '../story/server-process.ts'

const shipped = new URL('../../shipped/advisories/hpdemo-2026-001.json', import.meta.url)

type Remediation = {
  category: string
  details: string
  product_ids: string[]
  url?: string
  restart_required?: { category: string }
}

/** As much of a document as the tests change. */
export type RawDocument = {
  document: {
    title: string
    aggregate_severity?: { text: string }
    publisher: { name: string; namespace: string; category: string }
    notes: { category: string; title?: string; text: string }[]
    tracking: {
      id: string
      version: string
      status: string
      current_release_date: string
      initial_release_date: string
      revision_history: { date: string; number: string; summary: string }[]
    }
  }
  product_tree: { branches: { branches: { name: string }[]; name: string }[] }
  vulnerabilities: {
    cve: string
    notes: { category: string; title?: string; text: string }[]
    product_status: Record<string, string[]>
    scores: { products: string[]; cvss_v3: Record<string, unknown> }[]
    remediations: Remediation[]
  }[]
}

/** A revision of a document for modules of the demonstration plant; only the edit differs. */
export function aRevision(
  given: { readonly id: string; readonly version: string },
  edit: (document: RawDocument) => void = () => {},
): string {
  const raw = JSON.parse(readFileSync(shipped, 'utf8')) as RawDocument
  const { tracking } = raw.document
  const date = tracking.current_release_date
  tracking.id = given.id
  tracking.version = given.version
  tracking.revision_history = [{ date, number: given.version, summary: `Says ${given.version}` }]
  edit(raw)
  return JSON.stringify(raw)
}

/** Imports these documents in one act, as the person. */
export function bring(person: ApiPerson, ...contents: readonly string[]) {
  const documents = contents.map((content, index) => ({ fileName: `${index}.json`, content }))
  return person.ask(api.importAdvisories, { body: { documents } })
}

/** The ids of the advisories that meet these conditions, in the order of the list. */
export async function idsFound(person: ApiPerson, query: Parameters<typeof search>[1]) {
  const { advisories } = await search(person, query)
  return advisories.map(({ advisoryId }) => advisoryId)
}

export function search(
  person: ApiPerson,
  query: {
    readonly where?: readonly { field: string; is: string; value: string }[]
    readonly sort?: string
    readonly order?: 'up' | 'down'
    readonly unread?: 'yes'
  },
) {
  const { where, ...rest } = query
  const given = { ...rest, ...(where === undefined ? {} : { where: JSON.stringify(where) }) }
  return person.ask(api.searchAdvisories, { query: given as never })
}
