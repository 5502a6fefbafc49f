import { changeStates, decideChange, evolveChange } from '@holdpoint/core'
import { describe, expect, test } from 'vitest'
import { explore } from './change-explorer.ts'
import { worlds } from './change-worlds.ts'

const real = { decide: decideChange, evolve: evolveChange }
const MOVES = 12

describe(`every state within ${MOVES} moves keeps the laws`, { timeout: 300_000 }, () => {
  const seen = new Set<string>()

  test.each(worlds)('$name', (world) => {
    const begun = performance.now()
    const found = explore(world, real, MOVES)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    const { states, edges } = found
    console.log(`${world.name}: states ${states}, edges ${edges}, moves ${MOVES}, ${seconds} s`)
    expect(found.broken).toBeNull()
    for (const state of found.changeStates) seen.add(state)
    if (world.name === 'from an open change to a closed one') {
      expect([...found.changeStates]).toContain('closed')
    }
  })

  test('the worlds together reach every state of a change', () => {
    expect([...seen].sort()).toEqual([...changeStates].sort())
  })
})
