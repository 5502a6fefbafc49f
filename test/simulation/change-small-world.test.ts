import { changeStates, decideChange, evolveChange } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { explore } from './change-explorer.ts'
import { worlds } from './change-worlds.ts'

const real = { decide: decideChange, evolve: evolveChange }
const MOVES = 12

describe(`every state within ${MOVES} moves keeps the laws`, { timeout: 300_000 }, () => {
  const seen = new Set<string>()
  const all = { states: 0, edges: 0, seconds: 0 }

  test.each(worlds)('$name', (world) => {
    const begun = performance.now()
    const found = explore(world, real, MOVES)
    const seconds = (performance.now() - begun) / 1000
    console.log(`${world.name}: ${figures({ ...found, seconds })}`)
    all.states += found.states
    all.edges += found.edges
    all.seconds += seconds
    expect(found.broken).toBeNull()
    for (const state of found.changeStates) seen.add(state)
    if (world.name === 'from an open change to a closed one') {
      expect([...found.changeStates]).toContain('closed')
    }
  })

  test('the worlds together reach every state of a change', () => {
    console.log(`all worlds: ${figures(all)}`)
    expect([...seen].sort()).toEqual([...changeStates].sort())
  })
})

function figures(of: {
  readonly states: number
  readonly edges: number
  readonly seconds: number
}) {
  return `states ${of.states}, edges ${of.edges}, moves ${MOVES}, ${of.seconds.toFixed(1)} s`
}
