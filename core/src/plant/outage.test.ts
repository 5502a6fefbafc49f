import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { mayGoTogether, type OutageAsset, type OutagePlant, outageOf, stagesFor } from './outage.ts'

const station = (id: string, keeps: number | null = 3): OutageAsset => ({
  ...{ id, tag: id, group: 'stations', keeps },
})
const stations = ['OS-1', 'OS-2', 'OS-3', 'OS-4']
const plant = (
  keeps: number | null = 3,
  needs: Record<string, readonly string[]> = {},
): OutagePlant => ({
  assets: [
    ...stations.map((id) => station(id, keeps)),
    { id: 'DC-1', tag: 'DC-1', group: null, keeps: null },
  ],
  needs: new Map(Object.entries(needs)),
})

describe('three of four operator stations', () => {
  test('hold with one down, and break with two', () => {
    expect(outageOf(['OS-1'], plant()).groups).toMatchObject([
      { lost: ['OS-1'], standing: 'holds' },
    ])
    expect(outageOf(['OS-1', 'OS-2'], plant()).groups[0]?.standing).toBe('breaks')
  })

  test('break where what two of them need goes down, though none is touched', () => {
    const needs = { 'OS-1': ['DC-1'], 'OS-2': ['DC-1'] }
    const { dark, groups } = outageOf(['DC-1'], plant(3, needs))
    expect(dark.map(({ id }) => id)).toEqual(['OS-1', 'OS-2'])
    expect(groups).toMatchObject([{ lost: ['OS-1', 'OS-2'], standing: 'breaks' }])
    expect(stagesFor(['DC-1', 'OS-3'], plant(3, needs))).toEqual({
      stages: [['OS-3']],
      never: [{ id: 'DC-1', because: ['stations: 2 of 4 stay alive without OS-1, OS-2; 3 must'] }],
    })
  })

  test('go one in a stage; two of four go two by two', () => {
    expect(stagesFor(stations, plant()).stages).toEqual(stations.map((id) => [id]))
    expect(stagesFor(stations, plant(2)).stages).toEqual([
      ['OS-1', 'OS-2'],
      ['OS-3', 'OS-4'],
    ])
    expect(stagesFor(stations, plant(4)).never).toHaveLength(4)
  })

  test('never go together where nobody said how many must stay, or two said different numbers', () => {
    expect(outageOf(['OS-1'], plant(null)).groups[0]?.standing).toBe('unknown')
    expect(stagesFor(['OS-1', 'OS-2', 'DC-1'], plant(null)).stages).toEqual([
      ['OS-1', 'DC-1'],
      ['OS-2'],
    ])
    const other = { ...plant(), assets: [...plant().assets, station('OS-5', 2)] }
    expect(outageOf(['OS-1'], other).groups[0]).toMatchObject({ keeps: null, standing: 'unknown' })
  })

  test(`whatever the plant, each stage may go and each asset has its place (seed ${SEED})`, () => {
    const assets = fc.array(
      fc.record({ group: fc.option(fc.nat(2)), keeps: fc.option(fc.nat(4)) }),
      {
        maxLength: 8,
      },
    )
    const needs = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 6 })
    const property = fc.property(assets, needs, (rows, edges) => {
      const all = rows.map(({ group, keeps }, at) => ({
        ...{ id: `${at}`, tag: `T${at}`, keeps },
        group: group === null ? null : `g${group}`,
      }))
      const map = new Map<string, string[]>()
      for (const [from, to] of edges) map.set(`${from}`, [...(map.get(`${from}`) ?? []), `${to}`])
      const given: OutagePlant = { assets: all, needs: map }
      const { stages, never } = stagesFor(
        all.map(({ id }) => id),
        given,
      )
      expect([...stages.flat(), ...never.map(({ id }) => id)].toSorted()).toEqual(
        all.map(({ id }) => id).toSorted(),
      )
      for (const stage of stages) {
        expect(mayGoTogether(stage, given)).toBe(true)
        const { groups } = outageOf(stage, given)
        expect(groups.every(({ standing }) => standing !== 'breaks')).toBe(true)
      }
    })
    fc.assert(property, { seed: SEED })
  })
})
