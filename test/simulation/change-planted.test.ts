import { expect, test } from 'vitest'
import { explore } from './change-explorer.ts'
import { planted } from './change-planted.ts'
import { worldNamed } from './change-worlds.ts'

test.each(planted)('the small world shows it when $fault', ({ world, rules, law }) => {
  const { broken } = explore(worldNamed(world), rules, 12)
  expect(broken?.law).toMatch(law)
})
