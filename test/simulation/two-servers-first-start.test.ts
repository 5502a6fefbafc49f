import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as api from '@holdpoint/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryDataFolder, withPostgres } from '../contracts/with-postgres.ts'
import { ApiPerson, type ServerProcess, startServer } from '../story/server-process.ts'

const { url } = withPostgres()
let dataFolder = ''
let servers: ServerProcess[] = []

beforeAll(async () => {
  dataFolder = await temporaryDataFolder()
})

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await rm(dataFolder, { recursive: true, force: true })
})

const start = () =>
  startServer({
    dataFolder,
    environment: { HOLDPOINT_PROFILE: 'plant', HOLDPOINT_DATABASE_URL: url() },
  })

/** The administrator by the file that the first start left. */
class FirstAdministrator extends ApiPerson {
  override readonly password = this.fromFile()

  private fromFile(): string {
    const text = readFileSync(join(dataFolder, 'first-sign-in.txt'), 'utf8')
    return /^password: (\S+)$/m.exec(text)?.[1] ?? ''
  }
}

test('two servers that meet an empty site at one moment make it one site', async () => {
  servers = await Promise.all([start(), start()])
  const [first, second] = servers.map(
    (server) => new FirstAdministrator(server.address, 'admin'),
  ) as [FirstAdministrator, FirstAdministrator]
  const { people } = await first.ask(api.listPeople)
  expect(people.map((one) => one.login)).toEqual(['admin'])
  const pages = await Promise.all([first, second].map((one) => one.ask(api.readLedger)))
  expect(pages[0]?.verifierKey).toMatch(/^holdpoint\/northbrook\+/)
  expect(pages[1]?.verifierKey).toBe(pages[0]?.verifierKey)
  const entries = pages[1]?.entries ?? []
  expect(entries.filter((one) => one.kind === 'person-added')).toHaveLength(1)
})

test('a person who is added at both by one act is there once, and an old act changes nothing', async () => {
  const [first, second] = servers.map(
    (server) => new FirstAdministrator(server.address, 'admin'),
  ) as [FirstAdministrator, FirstAdministrator]
  const idempotencyKey = randomUUID()
  const body = {
    login: 'kit',
    name: 'Kit Moreau',
    roles: ['operator' as const],
    password: 'a long enough one',
  }
  const added = await Promise.all(
    [first, second].map((one) => one.ask(api.addPerson, { body, idempotencyKey })),
  )
  expect(new Set(added.map((one) => one.leaf)).size).toBe(1)
  const params = { id: added[0]?.person.personId ?? '' }
  const inactive = { roles: ['operator' as const], active: false }
  await first.ask(api.changePerson, { params, body: inactive })
  const late = await second.ask(api.addPerson, { body, idempotencyKey })
  expect(late.person.active).toBe(false)
  const { people } = await first.ask(api.listPeople)
  expect(people.find((one) => one.login === 'kit')).toMatchObject({ active: false })
})
