import { expect, test } from 'vitest'
import { goesDarkWith, needsOf } from './dependencies.ts'

const needs = new Map([
  ['HMI-1', ['DC-1', 'LIC-1']],
  ['HMI-2', ['DC-1']],
  ['DC-1', ['SW-1']],
  ['SW-1', ['DC-1']],
])

test('what goes dark is everything that needs it, at any distance, once', () => {
  expect(goesDarkWith(needs, 'SW-1')).toEqual([
    { id: 'DC-1', through: null },
    { id: 'HMI-1', through: 'DC-1' },
    { id: 'HMI-2', through: 'DC-1' },
  ])
  expect(goesDarkWith(needs, 'HMI-1')).toEqual([])
})

test('two that need each other are no endless chain', () => {
  expect(needsOf(needs, 'DC-1')).toEqual([{ id: 'SW-1', through: null }])
  expect(needsOf(needs, 'HMI-2').map((one) => one.id)).toEqual(['DC-1', 'SW-1'])
})
