import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Collected, collectAdvisories } from '@holdpoint/feeds'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdpoint } from '../story/terminal.ts'
import { testData } from '../test-data.ts'
import { openProvider, type TestProvider } from './csaf-provider.ts'

const data = testData()
const noOpenssl = spawnSync('openssl', ['version']).status !== 0
const YEARS = ['2023', '2024']

describe.skipIf(data === null || noOpenssl)(
  'collecting from a CSAF provider over HTTPS (needs the test data and openssl)',
  () => {
    let provider: TestProvider
    const folder = mkdtempSync(join(tmpdir(), 'holdpoint-collect-'))
    let turn = 0
    const fresh = () => join(folder, String(turn++))

    beforeAll(async () => {
      provider = await openProvider(data ?? '', { years: YEARS, rolie: true })
    })
    afterAll(async () => {
      await provider?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    async function collect(into: string, from = provider): Promise<Collected> {
      const answer = await collectAdvisories({
        provider: from.address,
        folder: into,
        pauseMs: 0,
        authorities: [from.authority],
      })
      return answer.ok ? answer.value : expect.fail(JSON.stringify(answer.refusal))
    }
    const documents = (into: string) =>
      readdirSync(into, { recursive: true }).filter((name) => /\d\.json$/.test(String(name)))

    test('every document is brought with its hash and signature, but the one that is wrong', async () => {
      const into = fresh()
      const wrong = 'white/2023/icsa-23-193-01.json'
      const { documents: all } = provider
      const hash = `${'0'.repeat(128)}  icsa-23-193-01.json`
      provider.serveAt(`${wrong}.sha512`, hash)
      const collected = await collect(into)
      console.log(
        `score: collected ${collected.stored} of ${collected.listed}, refused ${collected.refused.length}`,
      )
      expect(collected).toMatchObject({ listed: all, stored: all - 1, unchanged: 0, ended: false })
      expect(collected.refused).toHaveLength(1)
      expect(collected.refused[0]?.url).toMatch(/icsa-23-193-01\.json$/)
      expect(collected.refused[0]?.words).toMatch(/^its sha512 is [0-9a-f]{16}…, published is 0000/)
      expect(documents(into)).toHaveLength(all - 1)
      expect(existsSync(join(into, '2023/icsa-23-005-01.json.asc'))).toBe(true)
      expect(existsSync(join(into, '2023/icsa-23-193-01.json'))).toBe(false)
    })

    test('a second run asks only for what is missing, and brings it once it is right', async () => {
      const into = join(folder, '0')
      const path = 'white/2023/icsa-23-193-01.json'
      provider.serveAt(`${path}.sha512`, null)
      const before = provider.asked.length
      const again = await collect(into)
      // Without the stronger hash the other one holds; the list of hashes named only the stronger.
      expect(again.refused[0]?.words).toBe('no hash is published beside it')
      expect(again).toMatchObject({ stored: 0, unchanged: provider.documents - 1 })
      expect(provider.asked.length - before).toBeLessThan(10)
    })

    test('what was ended in the middle goes on where it stopped', async () => {
      const into = fresh()
      const abort = new AbortController()
      const answer = await collectAdvisories({
        provider: provider.address,
        folder: into,
        pauseMs: 0,
        authorities: [provider.authority],
        signal: abort.signal,
        tell: (done) => {
          if (done === 25) abort.abort()
        },
      })
      expect(answer).toMatchObject({ ok: true, value: { stored: 25, ended: true } })
      expect(readdirSync(into, { recursive: true }).join(' ')).not.toContain('.part')
      const rest = await collect(into)
      expect(rest.unchanged).toBe(25)
      expect(documents(into)).toHaveLength(provider.documents - 1)
    })

    test('a signature of somebody else is refused by name', async () => {
      const other = await openProvider(data ?? '', { years: ['2024'], rolie: false })
      const [first] = readdirSync(join(folder, '0/2024')).filter((name) => name.endsWith('.asc'))
      const stolen = readFileSync(join(folder, '0/2024', first ?? ''), 'utf8')
      other.serveAt(`white/2024/${first}`, stolen)
      const collected = await collect(fresh(), other)
      await other.close()
      expect(collected.stored).toBe(other.documents - 1)
      expect(collected.refused).toHaveLength(1)
      expect(collected.refused[0]?.url).toMatch(new RegExp(`${first?.replace('.asc', '')}$`))
    })

    test('a key with another fingerprint, a directory that leads out, an unknown authority', async () => {
      const odd = await openProvider(data ?? '', { years: ['2024'], rolie: false })
      const from = (authorities: readonly string[]) =>
        collectAdvisories({ provider: odd.address, folder: fresh(), pauseMs: 0, authorities })
      const words = async (authorities = [odd.authority]) => {
        const answer = await from(authorities)
        return answer.ok ? 'collected' : answer.refusal.words
      }
      expect(await words([provider.authority])).toMatch(/certificate|self-signed|verify/)
      odd.serveAt('white/changes.csv', '../../etc/passwd,2024-01-01T00:00:00Z')
      expect(await words()).toBe('line 1 leads out of the directory')
      odd.serveAt('white/changes.csv', 'nonsense')
      expect(await words()).toBe('line 1 is no path and time')
      odd.serveAt('key.asc', 'no key')
      expect(await words()).toMatch(/[Mm]isformed|armored/)
      await odd.close()
    })

    test('on the terminal, without a server, and the folder can be matched as it lies', async () => {
      const ca = join(folder, 'ca.pem')
      writeFileSync(ca, provider.authority)
      const into = fresh()
      const said = await holdpoint([
        ...['advisories', 'collect', '--provider', provider.address, '--out', into],
        ...['--ca', ca, '--pause', '0', '--json'],
      ])
      expect(said.code).toBe(1)
      expect(JSON.parse(said.out)).toMatchObject({ stored: provider.documents - 1 })
      const assets = join(folder, 'assets.json')
      writeFileSync(assets, JSON.stringify([{ id: 'X', vendor: 'Moxa', product: 'NPort 5110' }]))
      const match = ['advisories', 'match', '--advisories', into, '--assets', assets, '--json']
      const matched = JSON.parse((await holdpoint(match)).out)
      expect(matched.stats.advisories).toBe(provider.documents - 1)
      expect(matched.refused).toEqual([])
      const [carried] = readdirSync(join(into, '2024')).filter((name) => name.endsWith('.json'))
      writeFileSync(join(into, '2024', carried ?? ''), '{"changed": "on its way"}')
      const after = JSON.parse((await holdpoint(match)).out)
      expect(after.stats.advisories).toBe(provider.documents - 2)
      expect(after.refused).toMatchObject([{ why: expect.stringMatching(/^its sha512 is /) }])
      const nowhere = await holdpoint([
        ...['advisories', 'collect', '--provider', 'https://127.0.0.1:1/x.json', '--out', into],
      ])
      expect(nowhere.code).toBe(2)
      expect(nowhere.err).toMatch(/^holdpoint: https:\/\/127\.0\.0\.1:1\/x\.json: .*ECONNREFUSED/)
    })
  },
)
