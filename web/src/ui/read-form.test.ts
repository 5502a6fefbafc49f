import { recordTestRoute, vetoRoute } from '@holdpoint/api'
import { expect, test } from 'vitest'
import { numberOf, problemsOfForm } from './read-form.ts'

const labelled = (path: readonly PropertyKey[]) =>
  path[0] === 'reason' ? { id: 'f-reason', label: 'Reason' } : null

test('a reading may be typed with a point or a comma, and nothing else is a number', () => {
  expect(['50', '49.5', '49,5', '-3', ' 7 '].map(numberOf)).toEqual([50, 49.5, 49.5, -3, 7])
  expect(['', '5 psi', '1e3', '1,000,0'].map(numberOf).every(Number.isNaN)).toBe(true)
})

test('an empty required field is named by its label and linked by its id', () => {
  const parsed = vetoRoute.body.safeParse({ ground: 'safety', reason: '' })
  const problems = problemsOfForm(parsed.error?.issues ?? [], labelled)
  expect(problems).toEqual([
    {
      field: 'f-reason',
      refusal: { kind: 'form-incomplete', what: 'Reason is missing', clearedBy: '', owner: null },
    },
  ])
})

test('an objection to something that is no field still says where it is', () => {
  const parsed = recordTestRoute.body.safeParse({ testId: 't', measured: Number.NaN })
  const [problem] = problemsOfForm(parsed.error?.issues ?? [], () => null)
  expect(problem?.field).toBeNull()
  expect(problem?.refusal.what).toContain('measured')
})
