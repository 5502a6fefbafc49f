import { describe, expect, test } from 'vitest'
import { dayOfText, suggestUpdateMapping, updateIdOf, verdictOfWord } from './update-lists.ts'

describe('lists of updates as vendors write them', () => {
  test('headings are proposed once each, and a source is read as it was read before', () => {
    const first = suggestUpdateMapping('qualifications', ['KB Article', 'Result', 'Status'], null)
    expect(first.columns).toEqual({ 'KB Article': 'update', Result: 'verdict', Status: null })
    const saved = { ...first, columns: { Status: 'verdict', Result: null } } as const
    const again = suggestUpdateMapping('qualifications', ['Result', 'Status', 'Tested on'], saved)
    expect(again.columns).toEqual({ Result: null, Status: 'verdict', 'Tested on': 'stated' })
  })

  test('a verdict is what a word plainly says or what a person said that it means', () => {
    expect(verdictOfWord('Not  Compatible', {})).toBe('not-approved')
    expect(verdictOfWord('fully compatible', {})).toBe('approved')
    for (const word of ['released', 'yes', 'n/a', '', 'constructor', 'conditionally approved']) {
      expect(verdictOfWord(word, {}), word).toBeNull()
    }
    expect(verdictOfWord('freigegeben', { freigegeben: 'approved' })).toBe('approved')
  })

  test('a day is read where it can be only one', () => {
    for (const text of [
      '2026-10-20',
      '20.10.2026',
      '20 October 2026',
      'Oct 20, 2026',
      '20-Oct-2026',
    ]) {
      expect(dayOfText(text)).toBe('2026-10-20')
    }
    for (const text of ['10/11/2026', '31.02.2026', '5 Foo 2026', 'soon']) {
      expect(dayOfText(text)).toBe(text)
    }
  })

  test('an article of Microsoft has one name however it is written', () => {
    expect(['5031364', 'KB 5031364', 'kb5031364'].map(updateIdOf)).toEqual(
      Array.from({ length: 3 }, () => 'KB5031364'),
    )
    expect(updateIdOf(' U-11 ')).toBe('U-11')
  })
})
