import { describe, expect, test } from 'vitest'
import { anAdvisory, type ProductSketch } from '../../test-support/a-document.ts'
import { sameEntry } from './later-entry.ts'

const pump = { id: 'P1', product: 'Pump Controller PC200', version: '< 2.0' }
const valve = { id: 'P2', product: 'Valve VL5', version: '< 5' }

/** Where the pump of the first list stands in the second. */
function later(before: readonly ProductSketch[], after: readonly ProductSketch[]) {
  return sameEntry(anAdvisory({ products: before }), 'P1', anAdvisory({ products: after }))
}

describe('the entry that is the same product in another revision', () => {
  test('is the one that reads the same, whatever its id', () => {
    const swapped = [
      { ...valve, id: 'P1' },
      { ...pump, id: 'P2' },
    ]
    expect(later([pump, valve], swapped)).toBe('P2')
    expect(later([pump, valve], [pump, valve])).toBe('P1')
  })

  test('is never the one that only took its id', () => {
    expect(later([pump], [{ ...valve, id: 'P1' }])).toBeNull()
    expect(later([pump, valve], [{ ...valve, id: 'P1' }])).toBeNull()
    expect(later([pump], [{ ...pump, id: 'P1', vendor: 'Another Company' }])).toBeNull()
  })

  test('is the one of its name whose versions changed, under its id or another', () => {
    const wider = { ...pump, version: '< 2.1' }
    expect(later([pump, valve], [wider, valve])).toBe('P1')
    expect(later([pump, valve], [{ ...wider, id: 'P9' }, valve])).toBe('P9')
    expect(later([pump], [{ ...wider, product: 'pump controller  PC200' }])).toBe('P1')
  })

  test('is told from others of its name by numbers, and by nothing where they say nothing', () => {
    const other = { ...pump, id: 'P2', version: '< 3.0' }
    const both = [
      { ...pump, id: 'P8', version: '< 2.1' },
      { ...other, id: 'P9', version: '< 3.1' },
    ]
    expect(later([pump, other], both)).toBeNull()
    const numbered = (sketch: ProductSketch, number: string) => ({
      ...sketch,
      modelNumbers: [number],
    })
    const before = [numbered(pump, 'PC200-1'), numbered(other, 'PC200-3')]
    const after = both.map((one, at) => numbered(one, at === 0 ? 'PC200-3' : 'PC200-1'))
    expect(later(before, after)).toBe('P9')
  })

  test('may have been completed in its name, under the same id', () => {
    expect(later([pump], [{ ...pump, product: 'Pump Controller PC200 Compact' }])).toBe('P1')
    expect(later([pump], [{ ...pump, id: 'P3', product: 'Pump Controller PC200 Compact' }])).toBe(
      null,
    )
  })
})
