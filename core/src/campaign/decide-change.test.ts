import { expect, test } from 'vitest'
import { aChange } from '../../../test/builders/a-change.ts'
import { aOneWayPlan } from '../../../test/builders/a-plan.ts'

test('a patch goes from advisory to closed when everybody does their part', () => {
  expect(aChange('closed')).toMatchObject({
    state: 'closed',
    validation: { closedAs: 'installed' },
  })
  expect(aChange('closed', aOneWayPlan()).state).toBe('closed')
})
