import { expect, test } from 'vitest'
import { compareByField, meetsConditions } from './search-advisories.ts'

const terms = { title: ['Siemens S7'], cvss: ['9.8', '10'], 'tracking.version': ['2'] }
const holds = (field: string, is: 'contains' | 'equals' | 'at-least' | 'at-most', value: string) =>
  meetsConditions(terms, [{ field, is, value }])

test('a condition holds for some value of its field, and all conditions together', () => {
  expect(holds('title', 'contains', 's7')).toBe(true)
  expect(holds('title', 'equals', 'siemens')).toBe(false)
  expect(holds('title', 'contains', '.*')).toBe(false)
  expect(holds('cve', 'contains', 'CVE')).toBe(false)
  expect(holds('cvss', 'at-least', '9.9')).toBe(true)
  expect(holds('cvss', 'at-most', '9')).toBe(false)
  const both = [
    { field: 'title', is: 'contains', value: 's7' },
    { field: 'cvss', is: 'at-most', value: '9' },
  ] as const
  expect(meetsConditions(terms, both)).toBe(false)
})

test('lists sort by numbers as numbers, by severities as severities, and without a value last', () => {
  const sorted = (field: string, order: 'up' | 'down', values: readonly string[]) =>
    [...values.map((value) => ({ [field]: [value] })), {}]
      .toSorted(compareByField(field, order))
      .map((one) => Object.values(one)[0]?.[0] ?? null)
  expect(sorted('cvss', 'up', ['10', '9.8'])).toEqual(['9.8', '10', null])
  expect(sorted('cvss', 'down', ['9.8', '10'])).toEqual(['10', '9.8', null])
  const severities = ['Critical', 'low', 'Important']
  expect(sorted('aggregate_severity', 'up', severities)).toEqual([
    ...['low', 'Important', 'Critical', null],
  ])
})
