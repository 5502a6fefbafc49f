import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const beside = fileURLToPath(new URL('../../shared/data', import.meta.url))

/** The folder of third-party test data, or null where it is not there; in CI its absence is a failure. */
export function testData(): string | null {
  const folder = process.env.HOLDPOINT_TEST_DATA ?? beside
  if (existsSync(join(folder, 'README.md'))) return folder
  if (process.env.CI === 'true')
    throw new Error(`test data is not at ${folder}; set HOLDPOINT_TEST_DATA`)
  return null
}
