import type { AnyRoute, OutOf } from '@holdpoint/api'
import { ApiPerson, type Input, Refused } from '../story/server-process.ts'

/** What a person was told is done: the key of the act and its entry in the ledger. */
export type Acknowledged = { readonly key: string; readonly leaf: number }

/** The server of this round, whichever process it is now. */
export type Revived = {
  /** Resolves when it is worth asking again. */
  revive(): Promise<void>
}

/** People who stay at their work while the server dies: same address, same session, same key. */
export function peopleOfRound(address: string, round: string, server: Revived) {
  const acknowledged: Acknowledged[] = []
  const people = new Map<string, ApiPerson>()
  let acts = 0

  function person(login: string): ApiPerson {
    const known = people.get(login) ?? new ApiPerson(address, login)
    people.set(login, known)
    return known
  }

  async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask()
      } catch (error) {
        const lost = error instanceof Refused ? error.status === 0 : error instanceof TypeError
        if (!lost) throw error
        await server.revive()
      }
    }
  }

  return {
    acknowledged: acknowledged as readonly Acknowledged[],

    /** Acts; where no answer came the same act is sent again under the same key. */
    async act<R extends AnyRoute>(login: string, route: R, input: Input<R>): Promise<OutOf<R>> {
      acts += 1
      const idempotencyKey = `${round}-${acts}-${route.name.replaceAll(' ', '-')}`
      const asked = { ...input, idempotencyKey }
      const answer = await untilAnswered(() => person(login).ask(route, asked))
      const { leaf } = answer as { leaf?: number }
      if (leaf !== undefined) acknowledged.push({ key: idempotencyKey, leaf })
      return answer
    },

    read<R extends AnyRoute>(login: string, route: R, input: Input<R> = {}): Promise<OutOf<R>> {
      return untilAnswered(() => person(login).ask(route, input))
    },

    /** Looks at once and after each commit, until it is as wanted. */
    async watch<T>(login: string, look: () => Promise<T | null>): Promise<T> {
      for (;;) {
        const seen = await untilAnswered(async () => {
          for await (const _ of person(login).commits()) {
            const found = await look()
            if (found !== null) return found
          }
          throw new TypeError('the live view ended')
        })
        if (seen !== null) return seen
      }
    },
  }
}

export type PeopleOfRound = ReturnType<typeof peopleOfRound>
