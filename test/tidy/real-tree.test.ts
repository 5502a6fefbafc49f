import { expect, test } from 'vitest'
import { ALL_RULES } from './rules/all-rules.ts'
import { readRepository } from './tree.ts'

const repository = readRepository()

for (const rule of ALL_RULES) {
  test(`in this repository, ${rule.name}`, () => {
    const breaches = rule.check(repository).map(({ path, line, what }) => `${path}:${line} ${what}`)
    expect(breaches).toEqual([])
  })
}

test('the rules look at the real repository, not at an empty one', () => {
  expect(repository.size).toBeGreaterThan(50)
  expect(repository.get('package.json')).toContain('"name": "holdpoint"')
})
