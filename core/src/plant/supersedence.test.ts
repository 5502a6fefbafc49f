import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import type { PatchRelease } from './patch-release.ts'
import { buildReaches, Supersedence, updateProduct } from './supersedence.ts'

const release = (id: string, over: Partial<PatchRelease> = {}): PatchRelease => ({
  id,
  vendor: 'Microsoft',
  product: 'Windows Server 2019',
  title: id,
  releasedOn: '2026-08-11',
  securityRelated: 'yes',
  fromVersion: null,
  toVersion: null,
  supersedes: [],
  restart: 'machine',
  reversibility: 'unknown',
  cves: [],
  source: 'a list',
  ...over,
})
const newest = (id: string, ...all: readonly PatchRelease[]) =>
  new Supersedence(all).newestCovering(release(id))

describe('the newest update that covers another', () => {
  test('is found through others, with the way there', () => {
    const chain = [
      release('KB1'),
      release('KB2', { supersedes: ['KB1'], releasedOn: '2026-09-08' }),
      release('KB3', { supersedes: ['kb2'], releasedOn: '2026-10-13' }),
    ]
    expect(newest('KB1', ...chain)).toEqual({
      kind: 'newest',
      id: 'KB3',
      through: ['KB1', 'kb2', 'KB3'],
    })
    expect(newest('KB3', ...chain)).toEqual({ kind: 'newest', id: 'KB3', through: ['KB3'] })
  })

  test('is refused by name where updates supersede each other in a ring', () => {
    const ring = [
      release('KB1', { supersedes: ['KB3'] }),
      release('KB2', { supersedes: ['KB1'] }),
      release('KB3', { supersedes: ['KB2'] }),
    ]
    expect(newest('KB1', ...ring)).toEqual({ kind: 'ring', ids: ['KB1', 'KB2', 'KB3'] })
    expect(newest('KB0', release('KB1', { supersedes: ['KB0', 'KB2'] }), ...ring.slice(1))).toEqual(
      {
        kind: 'ring',
        ids: ['KB1', 'KB2'],
      },
    )
    expect(new Supersedence(ring).rings()).toEqual([['KB1', 'KB2', 'KB3']])
    expect(new Supersedence([release('KB1', { supersedes: ['KB1'] })]).rings()).toEqual([])
  })

  test('is unknown where a later one does not say what it takes the place of', () => {
    const silent = release('KB2', { supersedes: null, releasedOn: '2026-09-08' })
    expect(newest('KB1', release('KB1'), silent)).toEqual({
      kind: 'unknown',
      why: 'Whether KB2 covers KB1 is not stated',
    })
    expect(newest('KB1', release('KB1'), { ...silent, releasedOn: null }).kind).toBe('unknown')
    expect(newest('KB1', release('KB1'), { ...silent, releasedOn: '2026-07-14' }).kind).toBe(
      'newest',
    )
    expect(newest('KB1', release('KB1'), { ...silent, product: 'SQL Server' }).kind).toBe('newest')
  })

  test('is unknown where two take its place and neither the other', () => {
    const two = ['KB2', 'KB3'].map((id) => release(id, { supersedes: ['KB1'] }))
    expect(newest('KB1', release('KB1'), ...two)).toEqual({
      kind: 'unknown',
      why: 'KB2 and KB3 both supersede KB1, and neither the other',
    })
  })

  test('is known by its build from Windows 10 on, and of nothing before', () => {
    const build = (id: string, toVersion: string, releasedOn: string) =>
      release(id, { supersedes: null, toVersion, releasedOn })
    const august = build('KB1', '10.0.17763.6189', '2026-08-11')
    const september = build('KB2', '10.0.17763.6293', '2026-09-08')
    expect(newest('KB1', august, september)).toMatchObject({ kind: 'newest', id: 'KB2' })
    const old = build('KB1', '6.3.9600.22134', '2026-08-11')
    expect(newest('KB1', old, build('KB2', '6.3.9600.22175', '2026-09-08')).kind).toBe('unknown')
    expect(buildReaches('10.0.17763.10000', '10.0.17763.9999')).toBe(true)
    expect(buildReaches('10.0.17763.1', '10.0.17763.2')).toBe(false)
    expect(buildReaches('10.0.20348.1', '10.0.17763.2')).toBeNull()
    expect(buildReaches(null, '10.0.17763.2')).toBeNull()
  })

  test(`covers what it names, or says why not, whatever the list (seed ${SEED})`, () => {
    const row = fc.record({
      id: fc.nat(7),
      older: fc.option(fc.array(fc.nat(7), { maxLength: 3 })),
      day: fc.option(fc.integer({ min: 10, max: 28 })),
    })
    const property = fc.property(fc.uniqueArray(row, { selector: ({ id }) => id }), (rows) => {
      const all = rows.map(({ id, older, day }) =>
        release(`KB${id}`, {
          supersedes: older?.filter((one) => one !== id).map((one) => `KB${one}`) ?? null,
          releasedOn: day === null ? null : `2026-08-${day}`,
        }),
      )
      const updates = new Supersedence(all)
      for (const one of all) {
        const found = updates.newestCovering(one)
        const reached = reachedFrom(all, one.id)
        if (found.kind === 'newest') {
          expect(found.id === one.id || reachedFrom(all, found.id).has(one.id)).toBe(true)
          expect(reached.has(one.id)).toBe(false)
          expect(all.some((other) => reachedFrom(all, other.id).has(found.id))).toBe(false)
          expect([found.through[0], found.through.at(-1)]).toEqual([one.id, found.id])
        }
        if (reached.has(one.id) && [...reached].some((id) => id !== one.id)) {
          const inRing = [...reached].some(
            (id) => id !== one.id && reachedFrom(all, id).has(one.id),
          )
          if (inRing) expect(found.kind).toBe('ring')
        }
      }
    })
    fc.assert(property, { seed: SEED, numRuns: 500 })
  })
})

/** By brute force: every id that can be reached by what rows say that they supersede. */
function reachedFrom(all: readonly PatchRelease[], from: string): ReadonlySet<string> {
  const out = new Set<string>()
  for (let before = -1, edge = [from]; before !== out.size; ) {
    before = out.size
    edge = edge.flatMap((id) => all.find((one) => one.id === id)?.supersedes ?? [])
    for (const id of edge) out.add(id)
  }
  return out
}

test('a Windows is one product whatever its edition and computer, and another by its version', () => {
  const names = [
    'Windows Server 2019',
    'Microsoft Windows Server 2019 Standard',
    'Windows Server 2019 (Server Core installation)',
  ]
  expect(new Set(names.map(updateProduct)).size).toBe(1)
  expect(updateProduct('Windows 10 Version 1809 for x64-based Systems')).toBe(
    updateProduct('Windows 10 Enterprise Version 1809'),
  )
  expect(updateProduct('Windows 10')).not.toBe(updateProduct('Windows 10 Version 1809'))
  expect(updateProduct('WinCC Professional')).toBe('wincc professional')
})
