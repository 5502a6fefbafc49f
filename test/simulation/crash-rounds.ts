import { type AddressInfo, createServer } from 'node:net'
import { breachesOf } from './crash-checks.ts'
import type { Lie } from './crash-lies.ts'
import { peopleOfRound } from './crash-people.ts'
import type { KillOrder } from './crash-points.ts'
import { type Intention, type RoundEnd, type Work, workToTheEnd } from './crash-round.ts'
import { type CrashServer, pointsPassed, tryToStart } from './crash-server-process.ts'
import { type CrashSite, OLD, type RoundPlace, TAG } from './crash-site.ts'

export type RoundWish = {
  readonly name: string
  readonly intention: Intention
  /** The order for this life of the server, given the kills so far; null leaves it alone. */
  readonly order: (life: number, killed: readonly string[]) => KillOrder | null
  readonly lie?: Lie
}

export type RoundResult = {
  readonly end: RoundEnd
  readonly breaches: readonly string[]
  /** Every point that a server came to, with those that were its end. */
  readonly passed: readonly string[]
  readonly killed: readonly string[]
}

/** One whole run on a fresh copy of the site, with the server killed as often as was ordered. */
export async function playRound(site: CrashSite, wish: RoundWish): Promise<RoundResult> {
  const place = await site.placeOf(wish.name)
  const seen = site.plant.witness(TAG).length
  const server = await livesOf(site, place, wish)
  const people = peopleOfRound(server.address, wish.name, server)
  const { changeId, bench } = site
  const byHand: string[] = []
  const { intention } = wish
  const work: Work = { people, changeId, bench, intention, byHand, wasHeld: false }
  const end = await workToTheEnd(work).catch((cause: unknown) => {
    const killed = killedIn(place).join(', ')
    throw new Error(`${wish.name}, ${intention}, killed ${killed}: ${cause}`, { cause })
  })
  await server.stop()
  const witness = site.plant.witness(TAG).slice(seen)
  const breaches = await breachesOf({
    place,
    changeId,
    acknowledged: people.acknowledged,
    witness: witness.filter(({ id }) => !byHand.includes(id)),
  })
  const passed = pointsPassed(place).map(({ point }) => point)
  const killed = killedIn(place)
  await site.leave(place)
  await putBack(site, wish.name)
  return { end, breaches, passed, killed }
}

function killedIn(place: RoundPlace): readonly string[] {
  return pointsPassed(place).flatMap(({ killed, point }) => (killed ? [point] : []))
}

/** The server of a round: when a process is gone the next one takes its place and its port. */
async function livesOf(site: CrashSite, place: RoundPlace, wish: RoundWish) {
  const port = await freePort()
  const { program, plant } = site
  const { lie = null } = wish
  let life = 0
  let reviving: Promise<void> | null = null

  async function next(port: number): Promise<CrashServer> {
    for (;;) {
      const kill = wish.order(life, killedIn(place))
      life += 1
      const started = await tryToStart({ program, place, plant, port, watched: true, kill, lie })
      if (started !== null) return started
    }
  }

  let current = await next(port)
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () => current.stop(),
    revive(): Promise<void> {
      reviving ??= (async () => {
        // A connection that an earlier life left may fail while the next one is well: ask again.
        const gone = await Promise.race([current.ended.then(() => true), shortly()])
        if (gone) current = await next(port)
      })().finally(() => {
        reviving = null
      })
      return reviving
    },
  }
}

function shortly(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), 50))
}

/** The server keeps its address over its lives; so people keep their sessions. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => resolve(port))
    })
  })
}

/** The bench puts the controller back to its old image, for the next round. */
async function putBack({ bench }: CrashSite, round: string): Promise<void> {
  const { connector, target } = bench
  const status = await connector.readFirmwareStatus(target)
  if (!status.ok) throw new Error(`the controller is gone: ${JSON.stringify(status.refusal)}`)
  if (status.value.slots[status.value.bootSlot]?.version === OLD) return
  const effectId = `put-back-${round}`
  const back = await connector.act(target, { kind: 'roll-back-firmware', effectId })
  if (!back.ok) throw new Error(`not put back: ${JSON.stringify(back.refusal)}`)
}
