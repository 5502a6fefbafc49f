import { describe, expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { EntryRules } from './entry-rules.ts'
import {
  encodeLedgerEntry,
  isLedgerInstant,
  type LedgerEntry,
  parseLedgerEntry,
} from './ledger-entry.ts'

function anEntry(changed: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    at: '2026-03-01T04:05:06.789Z',
    body: {},
    by: 'a.keller',
    command: 'c-1',
    kind: 'go',
    rules: 'board@2',
    site: 'works',
    stream: 'change:1',
    version: 1,
    ...changed,
  }
}

describe('an entry', () => {
  test('has one encoding, and that one is read back', () => {
    const entry = anEntry({ body: { z: [1, { b: 'é', a: null }], a: true } })
    expect(new TextDecoder().decode(encodeLedgerEntry(entry))).toBe(
      '{"at":"2026-03-01T04:05:06.789Z","body":{"a":true,"z":[1,{"a":null,"b":"é"}]},' +
        '"by":"a.keller","command":"c-1","kind":"go","rules":"board@2","site":"works",' +
        '"stream":"change:1","version":1}',
    )
    expect(parseLedgerEntry(encodeLedgerEntry(entry))).toEqual({ ok: true, value: entry })
  })

  test.each([
    ['a tenth key', { ...anEntry(), note: '' }],
    ['a missing key', { ...anEntry(), by: undefined }],
    ['a version of 0', anEntry({ version: 0 })],
    ['half a version', anEntry({ version: 1.5 })],
    ['a version as text', { ...anEntry(), version: '1' }],
    ['a list as body', { ...anEntry(), body: [] }],
    ['no body', { ...anEntry(), body: null }],
    ['a number as author', { ...anEntry(), by: 7 }],
    ['a list', [anEntry()]],
    ['an instant without milliseconds', anEntry({ at: '2026-03-01T04:05:06Z' })],
  ])('%s is malformed', (_why, value) => {
    const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    const text = JSON.stringify(Array.isArray(value) ? value : Object.fromEntries(sorted))
    expect(parseLedgerEntry(utf8(text))).toMatchObject({ refusal: { kind: 'entry-malformed' } })
  })

  test('the same meaning in other bytes is not canonical', () => {
    const text = ` ${new TextDecoder().decode(encodeLedgerEntry(anEntry()))}`
    expect(parseLedgerEntry(utf8(text))).toMatchObject({ refusal: { kind: 'entry-not-canonical' } })
  })

  test('an instant is one that exists, in UTC, with milliseconds', () => {
    const good = [
      '2024-02-29T23:59:59.999Z',
      '2000-02-29T00:00:00.000Z',
      '2026-12-31T12:00:00.000Z',
    ]
    const bad = [
      '2026-02-29T00:00:00.000Z',
      '1900-02-29T00:00:00.000Z',
      '2026-04-31T00:00:00.000Z',
      '2026-13-01T00:00:00.000Z',
      '2026-00-01T00:00:00.000Z',
      '2026-01-00T00:00:00.000Z',
      '2026-01-01T24:00:00.000Z',
      '2026-01-01T23:59:60.000Z',
      '2026-01-01T00:00:00.000+00:00',
      '2026-01-01t00:00:00.000z',
      '2026-01-01T00:00:00.0000Z',
      '+002026-01-01T00:00:00.000Z',
    ]
    for (const text of good) expect(new Date(text).toISOString()).toBe(text)
    expect(good.filter((text) => !isLedgerInstant(text))).toEqual([])
    expect(bad.filter(isLedgerInstant)).toEqual([])
  })
})

describe('from entry to entry', () => {
  test('streams count for themselves, from 1, without gaps', () => {
    const codes = codesOf([
      anEntry(),
      anEntry({ stream: 'change:2' }),
      anEntry({ version: 2 }),
      anEntry({ stream: 'change:2', version: 3 }),
      anEntry({ version: 2 }),
      anEntry({ stream: 'change:3', version: 2 }),
      anEntry({ version: 3 }),
    ])
    expect(codes).toEqual([null, null, null, 'stream-gap', 'stream-gap', 'stream-gap', null])
  })

  test('time may stand still, and never runs back, whatever the stream', () => {
    const codes = codesOf([
      anEntry(),
      anEntry({ version: 2 }),
      anEntry({ stream: 'change:2', at: '2026-03-01T04:05:06.788Z' }),
      anEntry({ stream: 'change:2', at: '2026-03-01T04:05:06.789Z' }),
    ])
    expect(codes).toEqual([null, null, 'entry-back-dated', null])
  })
})

function codesOf(entries: readonly LedgerEntry[]): (string | null)[] {
  const rules = new EntryRules()
  return entries.map((entry) => rules.check(encodeLedgerEntry(entry))?.code ?? null)
}
