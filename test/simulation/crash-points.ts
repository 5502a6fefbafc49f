import { appendFileSync } from 'node:fs'
import type { AppendCommand } from '@holdpoint/core'
import type { Platform } from '@holdpoint/server'

/** Where this process ends: at the first of these points that it comes to; or after so many. */
export type KillOrder =
  | { readonly kind: 'at'; readonly points: readonly string[] }
  | { readonly kind: 'after'; readonly count: number }

export type Watch = {
  /** Each point is written here as it is passed; the last one of a killed process is its kill. */
  readonly pointsFile: string
  readonly kill: KillOrder | null
}

/** Every effect of a server passes here, which may end the process around it. */
export function crashPoints({ pointsFile, kill }: Watch) {
  const isKill = kill === null ? () => false : killer(kill)

  function pass(point: string): boolean {
    const dies = isKill(point)
    appendFileSync(pointsFile, `${dies ? 'kill' : 'pass'} ${point}\n`)
    return dies
  }

  async function around<T>(
    effect: string,
    act: () => Promise<T>,
    under: (doing: Promise<T>) => Promise<void>,
  ): Promise<T> {
    if (pass(`before ${effect}`)) await die()
    const doing = act()
    await under(doing)
    const done = await doing
    if (pass(`after ${effect}`)) await die()
    return done
  }

  return {
    reading: <T>(effect: string, act: () => Promise<T>) => around(effect, act, async () => {}),
    /** What leaves something behind may also be cut while it is on its way. */
    writing: <T>(effect: string, act: () => Promise<T>) =>
      around(effect, act, async (doing) => {
        if (!pass(`during ${effect}`)) return
        await Promise.race([aMoment(), doing.catch(() => {})])
        await die()
      }),
  }
}

function killer(order: KillOrder): (point: string) => boolean {
  if (order.kind === 'at') return (point) => order.points.includes(point)
  let passed = 0
  return () => {
    passed += 1
    return passed > order.count
  }
}

type Points = ReturnType<typeof crashPoints>

/** SIGKILL to ourselves: nothing is flushed, no handler runs. */
function die(): Promise<never> {
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}

/** Two turns of the event loop: long enough for the bytes to have left the process. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}

/** The same platform with every port behind a crash point. */
export function withCrashPoints(platform: Platform, points: Points): Platform {
  const { reading, writing } = points
  const { store, connector, vault, identityProbe, signalProbe } = platform
  return {
    ...platform,
    store: wrapped(store, {
      append: (command) => writing(`write ${nameOf(command)}`, () => store.append(command)),
    }),
    connector: wrapped(connector, {
      act: (target, act, mayStillSend = async () => true) =>
        writing(`act ${act.kind}`, () =>
          connector.act(target, act, () => reading(`last word ${act.kind}`, mayStillSend)),
        ),
      recall: (target, id) => reading('recall', () => connector.recall(target, id)),
      readImage: (target) => reading('read image', () => connector.readImage(target)),
      readFirmwareStatus: (target) =>
        reading('read firmware', () => connector.readFirmwareStatus(target)),
    }),
    vault: wrapped(vault, {
      seal: (bytes) => writing('seal backup', () => vault.seal(bytes)),
      readBack: (sha256) => reading('read back', () => vault.readBack(sha256)),
    }),
    identityProbe: wrapped(identityProbe, {
      identify: (target) => reading('probe identity', () => identityProbe.identify(target)),
    }),
    signalProbe: wrapped(signalProbe, {
      read: (target, signals) => reading('probe signal', () => signalProbe.read(target, signals)),
    }),
  }
}

/** Some methods replaced, the others as they are. */
export function wrapped<T extends object>(whole: T, some: Partial<T>): T {
  return new Proxy(whole, {
    get(target, name) {
      const replaced = Reflect.get(some, name)
      if (replaced !== undefined) return replaced
      const value = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

function nameOf(command: AppendCommand): string {
  const events = command.writes.flatMap((write) => write.events)
  return events.map(({ kind, body }) => [kind, body.stepId].filter(Boolean).join(' ')).join(' + ')
}
