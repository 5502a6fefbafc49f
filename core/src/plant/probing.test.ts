import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { engineer, operator, safety } from '../../../test/builders/people.ts'
import { SEED } from '../../../test/builders/seed.ts'
import type { Actor } from './actor.ts'
import type { Asset } from './asset.ts'
import { addMinutes } from './instant.ts'
import {
  decideProbing,
  evolveProbing,
  identityDifferences,
  type KnownSafeModel,
  PROBE_RELEASE_MINUTES,
  type Probing,
  type ProbingCommand,
} from './probing.ts'

const NOW = '2026-11-23T02:00:00.000Z'
const plc: Asset = {
  id: 'PLC-1',
  tag: 'PLC-1',
  kind: 'plc',
  vendor: 'Rockwell Automation',
  product: '1756-EN2T/D',
  orderNumber: '1756-EN2T',
  series: 'D',
  hardware: null,
  serial: null,
  firmware: '10.010',
  firmwareLine: null,
  cpe: null,
  purl: null,
  hashes: [],
  operatingSystem: null,
  software: [],
  zone: 'control',
  level: 1,
  processUnit: null,
  address: null,
  criticality: { safety: 'low', environment: 'low', production: 'high' },
  services: [],
  redundancyGroup: null,
  spare: 'none',
  identity: { protocol: 'ethernet-ip', host: '127.0.0.1', port: 44818 },
  maintenance: null,
  signalSource: null,
  signals: [],
  source: 'a list',
  observedAt: NOW,
}
const model: KnownSafeModel = {
  vendor: 'Rockwell Automation',
  product: '1756-EN2T/D',
  firmware: '10.010',
  protocol: 'ethernet-ip',
  triedBy: 'Tomas, on the spare, 3 November',
  connectionsMax: 128,
  connectionsOthers: null,
}
const permits: ProbingCommand = {
  kind: 'set-policy',
  policy: { zones: ['control'], knownSafe: [model] },
}
const releases: ProbingCommand = {
  kind: 'release-probe',
  processState: 'steady',
  freeConnections: 3,
}
const begins: ProbingCommand = { kind: 'begin-probe' }

type Did = readonly [by: Actor, command: ProbingCommand]
type Act = readonly [
  by: Actor,
  command: ProbingCommand,
  asset?: Asset | null,
  at?: string,
  held?: number,
]

/** Everything in turn; the kinds of refusal of the last act. */
function after(...acts: readonly Act[]): {
  readonly state: Probing | null
  readonly refused: readonly string[]
} {
  let state: Probing | null = null
  let refused: readonly string[] = []
  for (const [actor, command, asset = plc, now = NOW, held = 0] of acts) {
    const decided = decideProbing(state, command, { now, actor, asset, connectionsHeld: held })
    refused = decided.ok ? [] : decided.refusal.map((one) => one.kind)
    if (decided.ok) for (const event of decided.value) state = evolveProbing(state, event)
  }
  return { state, refused }
}

describe('active probing', () => {
  test('is off until zone, model and operator permit it', () => {
    expect(after([engineer, begins]).refused).toEqual([
      'probing-off-in-zone',
      'model-not-known-safe',
      'probe-not-released',
    ])
    const done = after([engineer, permits], [operator, releases], [engineer, begins])
    expect(done.refused).toEqual([])
    expect(done.state?.inFlight?.assetId).toBe('PLC-1')
  })

  test('never asks a safety system, whatever is permitted and released', () => {
    const sis = { ...plc, kind: 'sis-controller' } as const
    const all = [
      [engineer, permits, sis],
      [operator, releases, sis],
      [engineer, begins, sis],
    ] as const
    expect(after(...all.slice(0, 2)).refused).toContain('probe-of-safety-system')
    expect(after(...all).refused).toContain('probe-of-safety-system')
  })

  test('takes no other firmware for the one that was tried', () => {
    for (const firmware of ['10.011', '10.01', null]) {
      const other = { ...plc, firmware }
      const { refused } = after([engineer, permits, other], [operator, releases, other])
      expect(refused).toEqual(['model-not-known-safe'])
    }
  })

  test('needs a free connection, as the operator sees it', () => {
    const full = { ...releases, freeConnections: 0 }
    expect(after([engineer, permits], [operator, full]).refused).toEqual(['no-free-connection'])
  })

  test('needs one beside those that Holdpoint itself holds open', () => {
    const ready = [
      [engineer, permits],
      [operator, releases],
    ] as const
    const with3 = after(...ready, [engineer, begins, plc, NOW, 3])
    expect(with3.refused).toEqual(['no-free-connection'])
    expect(after(...ready, [engineer, begins, plc, NOW, 2]).refused).toEqual([])
  })

  test('needs one beside those that others hold, by what is recorded of the model', () => {
    const of = (connectionsMax: number, connectionsOthers: number | null): ProbingCommand => {
      const knownSafe = [{ ...model, connectionsMax, connectionsOthers }]
      return { kind: 'set-policy', policy: { zones: ['control'], knownSafe } }
    }
    const one = { ...releases, freeConnections: 1 }
    const begun = (policy: ProbingCommand, held: number) =>
      after([engineer, policy], [operator, one], [engineer, begins, plc, NOW, held]).refused
    expect(begun(of(4, 3), 0)).toEqual([])
    expect(begun(of(4, 4), 0)).toEqual(['no-free-connection'])
    // One for what the operator saw, one for what is recorded.
    expect(begun(of(4, 3), 1)).toEqual(['no-free-connection', 'no-free-connection'])
    expect(begun(of(4, null), 0)).toEqual([])
    const said = after([engineer, of(4, null)], [operator, { ...releases, freeConnections: 5 }])
    expect(said.refused).toEqual(['more-free-than-served'])
  })

  test('uses a release once, and only before it lapses', () => {
    const ready = [
      [engineer, permits],
      [operator, releases],
    ] as const
    const outcome = { identity: null, why: 'no answer', refusal: 'probe-no-answer' } as const
    const ends: ProbingCommand = { kind: 'end-probe', assetId: 'PLC-1', outcome }
    const twice = after(...ready, [engineer, begins], [engineer, ends], [engineer, begins])
    expect(twice.refused).toEqual(['probe-not-released'])
    const late = addMinutes(NOW, PROBE_RELEASE_MINUTES)
    expect(after(...ready, [engineer, begins, plc, late]).refused).toEqual(['probe-release-lapsed'])
  })

  test('asks one device at a time; what died in its probe blocks for two minutes', () => {
    const other = { ...plc, id: 'PLC-2', tag: 'PLC-2' }
    const first = [
      [engineer, permits],
      [operator, releases],
      [operator, releases, other],
      [engineer, begins],
    ] as const
    expect(after(...first, [engineer, begins, other]).refused).toEqual(['probe-in-flight'])
    expect(after(...first, [engineer, begins, other, addMinutes(NOW, 3)]).refused).toEqual([])
  })

  test('leaves each act to its role', () => {
    expect(after([operator, permits]).refused).toEqual(['not-your-role'])
    expect(after([engineer, permits], [engineer, releases]).refused).toEqual(['not-your-role'])
    const asked = after([engineer, permits], [operator, releases], [safety, begins])
    expect(asked.refused).toEqual(['not-your-role'])
  })

  test(`begins nothing without zone, model and a release that holds (seed ${SEED})`, () => {
    const noModel: ProbingCommand = {
      kind: 'set-policy',
      policy: { zones: ['control'], knownSafe: [] },
    }
    const noZone: ProbingCommand = { kind: 'set-policy', policy: { zones: [], knownSafe: [model] } }
    const cut = { identity: null, why: 'cut', refusal: 'probe-malformed-answer' } as const
    const ends: ProbingCommand = { kind: 'end-probe', assetId: 'PLC-1', outcome: cut }
    const act = fc.tuple(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom<Did>([engineer, permits], [operator, releases]) },
        { weight: 4, arbitrary: fc.constant<Did>([engineer, begins]) },
        {
          weight: 3,
          arbitrary: fc.constantFrom<Did>(
            [engineer, noModel],
            [engineer, noZone],
            [engineer, ends],
          ),
        },
        { weight: 1, arbitrary: fc.constantFrom<Did>([safety, begins], [operator, permits]) },
      ),
      fc.nat(60),
    )
    let begun = 0
    const property = fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let state: Probing | null = null
      let now = NOW
      for (const [[actor, command], minutes] of acts) {
        now = addMinutes(now, minutes / 3)
        const before: Probing | null = state
        const decided = decideProbing(state, command, {
          now,
          actor,
          asset: plc,
          connectionsHeld: 0,
        })
        if (!decided.ok) continue
        if (command.kind === 'begin-probe') {
          begun += 1
          expect(before?.policy).toEqual({ zones: ['control'], knownSafe: [model] })
          const until = before?.releases['PLC-1']?.until ?? ''
          expect(until > now).toBe(true)
        }
        for (const event of decided.value) state = evolveProbing(state, event)
      }
    })
    fc.assert(property, { seed: SEED, numRuns: 500 })
    expect(begun).toBeGreaterThan(20)
  })

  test('sets what the device says beside what is recorded', () => {
    const identity = {
      protocol: 'ethernet-ip',
      vendor: 'Rockwell Automation',
      product: '1756-EN2T/D',
      orderNumber: '1756-EN2T',
      series: 'D',
      serial: '00C0FFEE',
      firmware: '11.004',
    } as const
    expect(identityDifferences(plc, identity)).toEqual([
      { field: 'serial', recorded: null, read: '00C0FFEE' },
      { field: 'firmware', recorded: '10.010', read: '11.004' },
    ])
  })
})
