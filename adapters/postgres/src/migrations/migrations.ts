import { firstSchema } from './0001-first-schema.ts'
import { jobs } from './0002-jobs.ts'
import { advisoryRevisions } from './0003-advisory-revisions.ts'
import { findingRuns } from './0004-finding-runs.ts'
import { publishedBeside } from './0005-published-beside.ts'
import { advisorySignatures } from './0006-advisory-signatures.ts'
import { matchedAdvisories } from './0007-matched-advisories.ts'

export type Migration = { readonly version: number; readonly name: string; readonly sql: string }

/** Forward only, in order, without gaps. What is here was shipped: add to it, never change it. */
export const migrations: readonly Migration[] = [
  { version: 1, name: 'first-schema', sql: firstSchema },
  { version: 2, name: 'jobs', sql: jobs },
  { version: 3, name: 'advisory-revisions', sql: advisoryRevisions },
  { version: 4, name: 'finding-runs', sql: findingRuns },
  { version: 5, name: 'published-beside', sql: publishedBeside },
  { version: 6, name: 'advisory-signatures', sql: advisorySignatures },
  { version: 7, name: 'matched-advisories', sql: matchedAdvisories },
]
