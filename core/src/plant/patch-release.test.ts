import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { missingUpdates, type PatchedHost, type PatchRelease } from './patch-release.ts'
import { Supersedence } from './supersedence.ts'

const release = (id: string, over: Partial<PatchRelease> = {}): PatchRelease => ({
  id,
  vendor: 'Microsoft',
  product: 'Windows Server 2019',
  title: id,
  releasedOn: '2026-10-13',
  securityRelated: 'yes',
  fromVersion: null,
  toVersion: null,
  supersedes: [],
  restart: 'machine',
  reversibility: 'reversible',
  cves: [],
  source: 'a list',
  ...over,
})
const software = (name: string, version: string | null = null) => ({
  name,
  version,
  purl: null,
  cpe: null,
})
const host: PatchedHost = {
  vendor: 'Siemens',
  product: 'SIMATIC WinCC',
  productVersion: null,
  operatingSystem: 'Windows Server 2019',
  software: [software('WinCC', 'V7.5 SP2'), software('FactoryTalk View', '13.00')],
  patches: ['KB1'],
}
const nobody = { words: [], rulings: [] }

describe('missing updates', () => {
  const chain = [
    release('KB1'),
    release('KB2', { supersedes: ['KB1'] }),
    release('KB3', { supersedes: ['KB2'] }),
    release('KB9', { product: 'Windows 10' }),
  ]
  const ids = (given: PatchedHost, all: readonly PatchRelease[] = chain) =>
    missingUpdates(given, new Supersedence(all), nobody).map((one) => one.release.id)

  test('are those for what is installed, without what a newer one replaces', () => {
    expect(ids(host)).toEqual(['KB3'])
    expect(missingUpdates(host, new Supersedence(chain), nobody)[0]?.replaces).toEqual(['KB2'])
    expect(ids({ ...host, operatingSystem: null })).toEqual([])
  })

  test('end where the newest is installed, whatever stands before it', () => {
    expect(ids({ ...host, patches: ['kb3'] })).toEqual([])
  })

  test('respect from and to only where the version is known', () => {
    const patch = release('U1', { product: 'WinCC', fromVersion: 'V7.4', toVersion: 'V7.5' })
    expect(ids(host, [patch])).toEqual([])
    expect(ids({ ...host, software: [software('WinCC')] }, [patch])).toEqual(['U1'])
  })

  test(`of any list, rings and all, end; what is hidden is replaced by what is shown (seed ${SEED})`, () => {
    const lists = fc.uniqueArray(fc.tuple(fc.nat(9), fc.array(fc.nat(9), { maxLength: 3 })), {
      selector: ([id]) => id,
    })
    const property = fc.property(lists, (rows) => {
      const all = rows.map(([id, older]) =>
        release(`R${id}`, { supersedes: older.map((o) => `R${o}`) }),
      )
      const updates = new Supersedence(all)
      const shown = ids({ ...host, patches: [] }, all)
      const hidden = all.filter((one) => !shown.includes(one.id))
      for (const { id } of hidden) {
        expect(shown.some((newer) => updates.takesPlaceOf(release(newer), id))).toBe(true)
      }
      for (const id of shown) {
        const newer = shown.filter((one) => updates.takesPlaceOf(release(one), id))
        for (const one of newer) expect(updates.takesPlaceOf(release(id), one)).toBe(true)
      }
    })
    fc.assert(property, { seed: SEED })
  })
})
