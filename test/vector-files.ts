import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { testData } from './test-data.ts'

/** The files of one archive of vectors by path, or null where the test data is not there. */
export function vectorFiles(archive: string): ReadonlyMap<string, Uint8Array> | null {
  const data = testData()
  if (data === null) return null
  const folder = mkdtempSync(join(tmpdir(), 'holdpoint-vectors-'))
  try {
    execFileSync('tar', ['-xzf', join(data, 'vectors', `${archive}.tgz`), '-C', folder])
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const paths = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))
    return new Map(
      paths.sort().map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Says in the title of a suite why it is skipped. */
export function titled(title: string, vectors: unknown): string {
  return vectors === null ? `${title} (skipped: no test data; set HOLDPOINT_TEST_DATA)` : title
}
