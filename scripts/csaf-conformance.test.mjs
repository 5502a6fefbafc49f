import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { conformanceDocument, DOCUMENT } from './csaf-conformance.mjs'

test('the page on CSAF conformance is as its tests are; else run scripts/csaf-conformance.mjs', () => {
  const written = readFileSync(new URL(`../${DOCUMENT}`, import.meta.url), 'utf8')
  expect(written).toBe(conformanceDocument())
})
