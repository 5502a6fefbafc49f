import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { collectAdvisories } from '@holdpoint/feeds'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type People, peopleAt } from '../story/patch-steps.ts'
import { type ServerProcess, startServer, temporaryFolder } from '../story/server-process.ts'
import { TerminalPerson } from '../story/terminal.ts'
import { testData } from '../test-data.ts'
import { openProvider, type TestProvider } from './csaf-provider.ts'

const data = testData()
const noOpenssl = spawnSync('openssl', ['version']).status !== 0

describe.skipIf(data === null || noOpenssl)(
  'a collected folder handed over to the plant (needs the test data and openssl)',
  () => {
    const folder = temporaryFolder('hand-over')
    const carried = join(folder.path, 'carried')
    let provider: TestProvider
    let server: ServerProcess
    let people: People
    let mara: TerminalPerson

    beforeAll(async () => {
      provider = await openProvider(data ?? '', { years: ['2024'], rolie: true })
      server = await startServer({ dataFolder: join(folder.path, 'data') })
      people = peopleAt(server.address)
      mara = new TerminalPerson({ login: 'mara', server: server.address, folder: folder.path })
      await collectAdvisories({
        provider: provider.address,
        folder: carried,
        pauseMs: 0,
        authorities: [provider.authority],
      })
    })
    afterAll(async () => {
      await server?.stop()
      await provider?.close()
      folder.remove()
    })

    test('is proved by the key of the plant, and what was altered on the way is refused by name', async () => {
      const armored = provider.key
      await people.mara.ask(api.addPublisherKey, { body: { armored } })
      const year = join(carried, '2024')
      const [altered = '', swapped = ''] = readdirSync(year).filter((name) =>
        name.endsWith('.json'),
      )
      writeFileSync(join(year, altered), '{"document": {}}')
      // Whoever alters a document can write a new hash beside it, and no signature.
      const other = readFileSync(join(year, swapped), 'utf8').replace('"version"', '"version" ')
      writeFileSync(join(year, swapped), other)
      for (const kind of ['sha256', 'sha512']) {
        const digest = createHash(kind).update(other).digest('hex')
        writeFileSync(join(year, `${swapped}.${kind}`), digest)
      }
      const said = JSON.parse(await mara.says(`advisories import ${carried}`))
      const { counts } = await people.mara.ask(api.listPublisherKeys)
      console.log(
        `score: handed over ${said.stored} of ${provider.documents}, signed ${counts.signed}`,
      )
      expect(said).toMatchObject({ state: 'done', stored: provider.documents - 2 })
      expect(counts).toMatchObject({ signed: provider.documents - 2, bad: 0, 'key-unknown': 0 })
      const refused = said.refused.map((one: { fileName: string; why: string }) => [
        one.fileName,
        one.why,
      ])
      expect(refused).toEqual([
        [altered, expect.stringMatching(/^its sha512 is /)],
        [swapped, expect.stringMatching(/^The signature does not hold: /)],
      ])
    })
  },
)
