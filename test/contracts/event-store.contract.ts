import type { EventStore } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { aCommand, aMove, anEffect, anEvent, NIGHT, to } from './event-store-commands.ts'

/** What every event store promises; `open` gives an empty one. */
export function eventStoreContract(name: string, open: () => Promise<EventStore>): void {
  describe(name, () => {
    describe('streams', () => streamRules(open))
    describe('repetition', () => repetitionRules(open))
    describe('read models', () => readModelRules(open))
    describe('effects', () => effectRules(open))
    describe('what cannot be stored', () => storableRules(open))
  })
}

function streamRules(open: () => Promise<EventStore>): void {
  test('events come back in order with all that they were given', async () => {
    const store = await open()
    const body = { asset: 'PLC-7', limits: [1, 0.5, -2e21], nested: { ü: null, '\\u0000': '\\' } }
    const writes = to('change-a', 0, anEvent('drafted', body), anEvent('reviewed'))
    const { commandId } = aCommand()
    const receipt = await store.append(aCommand({ commandId, writes }))
    expect(receipt).toEqual({ ok: true, value: { firstLeaf: 0, size: 2, repeated: false } })
    const given = { at: NIGHT, by: 'person:operator', command: commandId, rules: 'transitions@1' }
    const wanted = [
      { ...given, stream: 'change-a', version: 1, kind: 'drafted', body, leafIndex: 0 },
      { ...given, stream: 'change-a', version: 2, kind: 'reviewed', body: {}, leafIndex: 1 },
    ]
    expect(await store.readStream('change-a')).toEqual(wanted)
    expect(await store.readLedger(0, 10)).toEqual(wanted)
    expect(await store.readLedger(1, 1)).toEqual(wanted.slice(1))
    expect(await store.readStream('change-b')).toEqual([])
    expect(await store.head()).toEqual({ size: 2, at: NIGHT })
  })

  test('a stale expectation is refused and names what stands there', async () => {
    const store = await open()
    await store.append(aCommand({ writes: to('change-a', 0) }))
    const stale = await store.append(aCommand({ writes: to('change-a', 0) }))
    const conflict = { kind: 'version-conflict', stream: 'change-a', expected: 0, found: 1 }
    expect(stale).toEqual({ ok: false, refusal: conflict })
    expect((await store.append(aCommand({ writes: to('change-a', 1) }))).ok).toBe(true)
  })

  test('one stale stream refuses the whole command: nothing of it remains', async () => {
    const store = await open()
    const command = aCommand({
      writes: [...to('change-a', 0), ...to('change-b', 7)],
      readModels: [{ kind: 'change', id: 'a', body: {} }],
      effects: [anEffect('effect-a')],
    })
    expect((await store.append(command)).ok).toBe(false)
    expect(await store.head()).toEqual({ size: 0, at: null })
    expect(await store.readModel('change', 'a')).toBe(null)
    expect(await store.effect('effect-a')).toBe(null)
    expect(await store.findReceipt(command.commandId)).toBe(null)
  })

  test('of writers that race for one version exactly one wins', async () => {
    const store = await open()
    const racers = Array.from({ length: 20 }, () => aCommand({ writes: to('change-a', 0) }))
    const outcomes = await Promise.all(racers.map((command) => store.append(command)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await store.readStream('change-a')).toHaveLength(1)
  })

  test('a clock that was set back does not set the ledger back', async () => {
    const store = await open()
    const later = '2026-03-01T03:00:00.000Z'
    await store.append(aCommand({ at: later }))
    await store.append(aCommand({ at: NIGHT }))
    expect((await store.readLedger(0, 9)).map(({ at }) => at)).toEqual([later, later])
  })

  test('a listener learns of every growth, and of none after it left', async () => {
    const store = await open()
    await store.append(aCommand())
    const sizes: number[] = []
    let heard = () => {}
    const leave = store.subscribe((size) => {
      sizes.push(size)
      heard()
    })
    const grown = new Promise<void>((resolve) => {
      heard = () => (sizes.at(-1) === 2 ? resolve() : undefined)
    })
    // At once: it must be heard of also where the listener is not connected yet.
    await store.append(aCommand())
    await grown
    leave()
    const known = sizes.length
    await store.append(aCommand())
    expect(sizes.at(-1)).toBeLessThanOrEqual((await store.head()).size)
    expect(sizes).toHaveLength(known)
  })
}

function repetitionRules(open: () => Promise<EventStore>): void {
  test('a command sent twice is written once, and the second reply says so', async () => {
    const store = await open()
    const command = aCommand({ effects: [anEffect('effect-a')] })
    const first = await store.append(command)
    const again = await store.append({ ...command, at: '2026-03-01T05:00:00.000Z' })
    expect(first).toEqual({ ok: true, value: { firstLeaf: 0, size: 1, repeated: false } })
    expect(again).toEqual({ ok: true, value: { firstLeaf: 0, size: 1, repeated: true } })
    expect(await store.head()).toEqual({ size: 1, at: NIGHT })
    const receipt = await store.findReceipt(command.commandId)
    expect(receipt).toEqual({ firstLeaf: 0, size: 1, repeated: true })
  })

  test('a command sent twice at the same moment is written once', async () => {
    const store = await open()
    const command = aCommand()
    const outcomes = await Promise.all([store.append(command), store.append(command)])
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.repeated)).toEqual([false, true])
    expect((await store.head()).size).toBe(1)
  })

  test('a command id that comes back with other content is refused', async () => {
    const store = await open()
    const command = aCommand()
    await store.append(command)
    const other = { ...command, by: 'person:manager' }
    const refusal = { kind: 'command-id-reused', commandId: command.commandId }
    expect(await store.append(other)).toEqual({ ok: false, refusal })
  })

  test('a refused command may be decided again under the same id', async () => {
    const store = await open()
    await store.append(aCommand({ writes: to('change-a', 0) }))
    const { commandId } = aCommand()
    await store.append(aCommand({ commandId, writes: to('change-a', 0) }))
    const again = await store.append(aCommand({ commandId, writes: to('change-a', 1) }))
    expect(again).toMatchObject({ ok: true, value: { repeated: false } })
  })
}

function readModelRules(open: () => Promise<EventStore>): void {
  test('a row is replaced by a later write and removed by a null body', async () => {
    const store = await open()
    const write = (id: string, body: { n: number } | null) =>
      store.append(aCommand({ readModels: [{ kind: 'change', id, body }] }))
    await write('b', { n: 1 })
    await write('a', { n: 2 })
    await write('b', { n: 3 })
    const rows = [
      { kind: 'change', id: 'a', version: 2, body: { n: 2 } },
      { kind: 'change', id: 'b', version: 3, body: { n: 3 } },
    ]
    expect(await store.listModels('change')).toEqual(rows)
    expect(await store.readModel('change', 'b')).toEqual(rows[1])
    await write('b', null)
    expect(await store.listModels('change')).toEqual(rows.slice(0, 1))
    expect(await store.listModels('case')).toEqual([])
  })

  test('what was written since the ledger had a size is told, and how many rows there are', async () => {
    const store = await open()
    const write = (id: string, body: { n: number } | null) =>
      store.append(aCommand({ readModels: [{ kind: 'asset-dossier', id, body }] }))
    await write('a', { n: 1 })
    await write('b', { n: 1 })
    const whole = await store.modelsSince('asset-dossier', 0)
    expect(whole).toMatchObject({ count: 2, size: 2, changed: [{ id: 'a' }, { id: 'b' }] })
    await write('c', { n: 1 })
    await write('a', { n: 2 })
    const later = await store.modelsSince('asset-dossier', whole.size)
    const bodies = new Map(later.changed.map(({ id, body }) => [id, body]))
    expect([bodies.get('a'), bodies.get('c')]).toEqual([{ n: 2 }, { n: 1 }])
    expect(later).toMatchObject({ count: 3, size: 4 })
    await write('b', null)
    const less = await store.modelsSince('asset-dossier', later.size)
    expect(less.count).toBe(2)
    expect(less.changed.map(({ id }) => id)).not.toContain('b')
    expect(await store.modelsSince('case', 0)).toEqual({ changed: [], count: 0, size: 5 })
  })

  test('a list is always what was written last, also of rows that went away', async () => {
    const store = await open()
    const listed = async () =>
      (await store.listModels('asset')).map(({ id, body }) => [id, (body as { n: number }).n])
    const write = (...models: readonly (readonly [string, number | null])[]) =>
      store.append(
        aCommand({
          readModels: models.map(([id, n]) => ({
            ...{ kind: 'asset', id, body: n === null ? null : { n } },
          })),
        }),
      )
    await write(['b', 1], ['a', 1])
    expect(await listed()).toEqual([
      ['a', 1],
      ['b', 1],
    ])
    await write(['b', 2])
    expect(await listed()).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    await write(['c', 3], ['-', 0])
    expect(await listed()).toEqual([
      ['-', 0],
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ])
    await write(['a', null])
    expect(await listed()).toEqual([
      ['-', 0],
      ['b', 2],
      ['c', 3],
    ])
    await write(['b', null], ['d', 4])
    expect(await listed()).toEqual([
      ['-', 0],
      ['c', 3],
      ['d', 4],
    ])
    await store.append(aCommand({}))
    expect(await listed()).toEqual([
      ['-', 0],
      ['c', 3],
      ['d', 4],
    ])
  })

  test('rows are listed by code point, whatever the language of the site', async () => {
    const store = await open()
    const ids = ['b', 'A', 'a', 'B', 'ä', '-a', '10', '9']
    const readModels = ids.map((id) => ({ kind: 'case', id, body: {} }))
    await store.append(aCommand({ readModels }))
    const listed = (await store.listModels('case')).map(({ id }) => id)
    expect(listed).toEqual(['-a', '10', '9', 'A', 'B', 'a', 'b', 'ä'])
  })

  test('of two writes to one row in commands sent together the later stands', async () => {
    const store = await open()
    const one = { kind: 'change', id: 'a', body: { n: 1 } }
    await Promise.all([
      store.append(aCommand({ readModels: [one] })),
      store.append(aCommand({ readModels: [{ ...one, body: null }] })),
      store.append(aCommand({ readModels: [{ ...one, body: { n: 3 } }] })),
    ])
    expect(await store.readModel('change', 'a')).toMatchObject({ version: 3, body: { n: 3 } })
  })
}

function effectRules(open: () => Promise<EventStore>): void {
  test('an effect is intended with its event, and comes back as it was intended', async () => {
    const store = await open()
    await store.append(aCommand({ effects: [anEffect('b'), anEffect('a', { payload: null })] }))
    await store.append(aCommand({ effects: [anEffect('c')] }))
    const intended = { state: 'intended', result: null }
    expect(await store.effect('b')).toEqual({ ...anEffect('b'), ...intended })
    expect((await store.effect('a'))?.payload).toBe(null)
    const listed = (await store.effectsIn('intended')).map(({ effectId }) => effectId)
    expect(listed.toSorted()).toEqual(['a', 'b', 'c'])
    expect(listed.at(-1)).toBe('c')
  })

  test('of workers that race to send an effect exactly one may', async () => {
    const store = await open()
    await store.append(aCommand({ effects: [anEffect('a')] }))
    const workers = Array.from({ length: 8 }, (_, n) =>
      store.append(aCommand({ by: `worker:${n}`, effectMoves: [aMove('a')] })),
    )
    const outcomes = await Promise.all(workers)
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const refusal = { kind: 'effect-moved', effectId: 'a', found: 'sent' }
    expect(outcomes.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 7 }, () => ({ ok: false, refusal })),
    )
    expect((await store.head()).size).toBe(2)
  })

  test('an effect that is not there cannot be moved, nor one that is there intended', async () => {
    const store = await open()
    const missing = await store.append(aCommand({ effectMoves: [aMove('a')] }))
    const notThere = { kind: 'effect-moved', effectId: 'a', found: null }
    expect(missing).toEqual({ ok: false, refusal: notThere })
    await store.append(aCommand({ effects: [anEffect('a')] }))
    const twice = await store.append(aCommand({ effects: [anEffect('a')] }))
    const exists = { kind: 'effect-exists', effectId: 'a', found: 'intended' }
    expect(twice).toEqual({ ok: false, refusal: exists })
  })

  test('an effect intended and moved by commands sent together ends where they say', async () => {
    const store = await open()
    const result = { read: 'V4.5' }
    await Promise.all([
      store.append(aCommand({ effects: [anEffect('a')] })),
      store.append(aCommand({ effectMoves: [aMove('a')] })),
      store.append(aCommand({ effectMoves: [aMove('a', { from: 'sent', to: 'done', result })] })),
    ])
    expect(await store.effect('a')).toEqual({ ...anEffect('a'), state: 'done', result })
  })
}

function storableRules(open: () => Promise<EventStore>): void {
  const unstorable = {
    'U+0000': 'a\u0000b',
    'U+0000 after a backslash': '\\\u0000',
    'half a surrogate pair': '\ud800',
  }
  for (const [name, text] of Object.entries(unstorable)) {
    test(`${name} refuses its own command and no other of the batch`, async () => {
      const store = await open()
      const outcomes = await Promise.all([
        store.append(aCommand()),
        store.append(aCommand({ writes: to('change-x', 0, anEvent('noted', { text })) })),
        store.append(aCommand({ readModels: [{ kind: 'note', id: 'x', body: { [text]: 1 } }] })),
        store.append(aCommand({ effects: [anEffect('x', { payload: [text] })] })),
        store.append(aCommand()),
      ])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, false, true])
      expect(outcomes[1]).toMatchObject({ refusal: { kind: 'text-not-storable' } })
      expect((await store.head()).size).toBe(2)
    })
  }

  test('an entry beyond what the ledger format can count is refused with its size', async () => {
    const store = await open()
    const big = (letters: number) => [anEvent('noted', { text: 'x'.repeat(letters) })] as const
    const outcome = await store.append(aCommand({ writes: to('change-a', 0, ...big(66_000)) }))
    const refusal = { kind: 'entry-too-large', stream: 'change-a', bytesMax: 65_535 }
    expect(outcome).toMatchObject({ ok: false, refusal })
    expect((await store.append(aCommand({ writes: to('change-a', 0, ...big(65_000)) }))).ok).toBe(
      true,
    )
  })

  test('a command without an event is our mistake: it throws and harms no other', async () => {
    const store = await open()
    const outcomes = await Promise.allSettled([
      store.append(aCommand()),
      store.append(aCommand({ writes: [], readModels: [{ kind: 'a', id: 'a', body: {} }] })),
      store.append(aCommand()),
    ])
    const statuses = outcomes.map(({ status }) => status)
    expect(statuses).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await store.head()).size).toBe(2)
  })
}
