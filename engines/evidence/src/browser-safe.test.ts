import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the main entry needs nothing of Node, so an auditor can run it in a browser', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url))
  const sources = readdirSync(folder).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  expect(sources.length).toBeGreaterThan(20)
  const guilty = sources.filter((file) => {
    const text = readFileSync(`${folder}${file}`, 'utf8')
    return /from '(node:|\.\/node\/)/.test(text) || /\b(?:Buffer\.|process\.|NodeJS\.)/.test(text)
  })
  expect(guilty).toEqual([])
})
