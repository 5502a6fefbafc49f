import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Advisory, readAdvisory } from '@holdpoint/csaf'
import { readTgz, type TarFile } from './tar.ts'

/** Every advisory of the corpus, as bytes, year by year. */
export function advisoryFiles(dataFolder: string): readonly TarFile[] {
  const folder = join(dataFolder, 'advisories')
  const archives = readdirSync(folder).filter((name) => /^cisa-ics-csaf-\d{4}\.tgz$/.test(name))
  return archives
    .sort()
    .flatMap((name) => readTgz(join(folder, name)))
    .filter(({ path }) => path.endsWith('.json'))
}

/** The advisories that can be read, by id. */
export function readableAdvisories(dataFolder: string): ReadonlyMap<string, Advisory> {
  const byId = new Map<string, Advisory>()
  for (const { bytes } of advisoryFiles(dataFolder)) {
    const read = readAdvisory(bytes)
    if (read.ok) byId.set(read.value.id, read.value)
  }
  return byId
}
