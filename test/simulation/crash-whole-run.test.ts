import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { withPostgres } from '../contracts/with-postgres.ts'
import { campaign } from './crash-campaign.ts'
import { playRound } from './crash-rounds.ts'
import { type CrashSite, prepareSite } from './crash-site.ts'

// 40 rounds in `npm test`, 200 in `npm run soak`.
const SOAK = process.env.HOLDPOINT_SOAK === '1'
const ROUNDS = Number(process.env.HOLDPOINT_CRASH_ROUNDS ?? (SOAK ? 200 : 40))
const MINUTES_MAX = SOAK ? 120 : 30
const { url, folder } = withPostgres()

describe('kill -9 of the server around each effect of a whole run', () => {
  let site: CrashSite

  beforeAll(async () => {
    site = await prepareSite({ postgresUrl: url(), folder: folder() })
  })

  afterAll(async () => {
    await site?.stop()
  })

  test(
    `loses nothing, sends nothing twice and ends (seed ${SEED}, ${ROUNDS} rounds)`,
    async () => {
      const { line, breaches, uncovered } = await campaign(site, {
        rounds: ROUNDS,
        seed: SEED,
        tell: SOAK ? console.log : () => {},
      })
      console.log(line)
      expect(breaches).toEqual([])
      expect(uncovered).toEqual([])
    },
    MINUTES_MAX * 60_000,
  )

  test('a restart that never arrived is not rolled back into the new image', async () => {
    const point = 'before act activate-firmware'
    const order = (life: number) => (life === 0 ? ({ kind: 'at', points: [point] } as const) : null)
    const wish = { name: 'never_restarted', intention: 'install', order } as const
    const result = await playRound(site, wish)
    expect(result).toMatchObject({ end: 'rolled back', breaches: [], killed: [point] })
    expect(result.passed).not.toContain('before act roll-back-firmware')
  })

  test('a server that sends its acts twice is found', async () => {
    const breaches = await breachesWith('sends-acts-twice')
    expect(breaches).toContainEqual(expect.stringMatching(/^sent again: activate-firmware/))
  })

  test('a server that acts under an id that it did not record is found', async () => {
    const breaches = await breachesWith('acts-before-the-intent')
    expect(breaches).toContainEqual(expect.stringMatching(/^acted without a record/))
  })

  test('a server that forgets what it acknowledged is found', async () => {
    const breaches = await breachesWith('forgets-what-it-acknowledged')
    expect(breaches).toContainEqual(expect.stringMatching(/^acknowledged and lost: .*-hold/))
  })

  async function breachesWith(lie: Parameters<typeof playRound>[1]['lie'] & string) {
    const name = `lie_${lie.replaceAll('-', '_')}`
    const wish = { name, intention: 'install', order: () => null, lie } as const
    return (await playRound(site, wish)).breaches
  }
})
