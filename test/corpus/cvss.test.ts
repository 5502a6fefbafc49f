import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CvssScore, cvss } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { titled } from '../vector-files.ts'

const data = testData()

describe.skipIf(data === null)(titled('CVSS against published scores', data), () => {
  test.each([
    ['vectors_simple2.txt', 729],
    ['vectors_calculator2.txt', 5],
    ['vectors_simple3.txt', 2592],
    ['vectors_calculator3.txt', 2],
    ['vectors_simple31.txt', 2592],
    ['vectors_simple4.txt', 1058],
    ['vectors_threat4.txt', 6],
  ])('every vector of %s has its scores', (file, count) => {
    const lines = linesOf(file)
    const wrong = lines.filter((line) => {
      const [vector = '', expected = ''] = line.split(' - ')
      return !isAsExpected(scored(vector), numbersIn(expected))
    })
    console.log(`score: cvss ${file} ${lines.length - wrong.length}/${lines.length}`)
    expect(lines).toHaveLength(count)
    expect(wrong).toEqual([])
  })

  test('the top of every macrovector of v4.0 has the score and severity that FIRST gives', () => {
    const lines = linesOf('first_v4_macrovectors.csv').slice(1)
    const wrong = lines.filter((line) => {
      const [vector = '', score, severity = ''] = line.split(',')
      const { base, severity: found } = scored(vector)
      return base !== Number(score) || found !== severity.toUpperCase()
    })
    console.log(`score: cvss v4 macrovectors ${lines.length - wrong.length}/${lines.length}`)
    expect(lines).toHaveLength(270)
    expect(wrong).toEqual([])
  })

  test('every published v3 base score and severity is found again from its vector', () => {
    const lines = linesOf('corpus_v3_published.csv').slice(1)
    const wrong = lines.filter((line) => {
      const [vector = '', score, severity] = line.split(',')
      const found = scored(vector)
      return found.base !== Number(score) || found.severity !== severity
    })
    console.log(`score: cvss v3 published ${lines.length - wrong.length}/${lines.length}`)
    expect(lines).toHaveLength(1110)
    expect(wrong).toEqual([])
  })
})

function linesOf(file: string): readonly string[] {
  return readFileSync(join(data ?? '', 'cvss', file), 'utf8')
    .trim()
    .split('\n')
}

function scored(vector: string): CvssScore {
  const found = cvss(vector)
  if (!found.ok) throw new Error(`${vector}: ${found.refusal.why}`)
  return found.value
}

/** `(9.8, None, None)`, `(9.2,)` and `7.3` alike; null where the file says None. */
function numbersIn(text: string): readonly (number | null)[] {
  const words = text.replace(/[()\s]/g, '').split(',')
  return words.filter((w) => w !== '').map((word) => (word === 'None' ? null : Math.abs(+word)))
}

function isAsExpected(found: CvssScore, expected: readonly (number | null)[]): boolean {
  const scores = [found.base, found.temporal ?? null, found.environmental ?? null]
  return expected.every((each, at) => scores[at] === each)
}
