import type { Platform } from '@holdpoint/server'
import { accept } from '@holdpoint/std'
import { wrapped } from './crash-points.ts'

/** Planted breaches: the checker must find each of them. */
export type Lie = 'sends-acts-twice' | 'acts-before-the-intent' | 'forgets-what-it-acknowledged'

export function lying(platform: Platform, lie: Lie): Platform {
  const { store, connector } = platform
  switch (lie) {
    case 'sends-acts-twice':
      return {
        ...platform,
        connector: wrapped(connector, {
          async act(target, act, mayStillSend) {
            await connector.act(target, act, mayStillSend)
            return connector.act(target, act, mayStillSend)
          },
        }),
      }
    case 'acts-before-the-intent':
      return {
        ...platform,
        connector: wrapped(connector, {
          act: (target, act, mayStillSend) =>
            connector.act(target, { ...act, effectId: `${act.effectId}-own` }, mayStillSend),
        }),
      }
    case 'forgets-what-it-acknowledged':
      return {
        ...platform,
        store: wrapped(store, {
          async append(command) {
            const kinds = command.writes.flatMap(({ events }) => events.map(({ kind }) => kind))
            if (!kinds.includes('held')) return store.append(command)
            const { size } = await store.head()
            return accept({ firstLeaf: size, size: size + 1, repeated: false })
          },
        }),
      }
  }
}
