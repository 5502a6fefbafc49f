import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../sha256.ts'
import { nodeSha256 } from './sha256.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20260301)

test(`both SHA-256 give the same bytes (seed ${SEED})`, () => {
  const property = fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(nodeSha256(bytes)).toEqual(sha256(bytes))
  })
  fc.assert(property, { seed: SEED, numRuns: 500 })
})
