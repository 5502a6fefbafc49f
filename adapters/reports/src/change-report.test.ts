import { type Change, emptyBoard, emptyRun, emptyValidation } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { changeReportHtml, gapsOf } from './change-report.ts'

function aChange(fields: Partial<Change> = {}): Change {
  const stages = { board: emptyBoard, run: emptyRun, validation: emptyValidation }
  const own = { id: 'change-1', caseId: 'case-1', title: 'Patch PLC-101', authorIds: ['person-a'] }
  return { ...own, revision: 1, state: 'drafted', plan: null, ...stages, ...fields }
}

const around = {
  site: 'Northbrook',
  triage: null,
  entries: [],
  checkpoint: { size: 7, root: 'abc' },
}

test('gaps come first, and a change without signatures says so five times', () => {
  const report = { ...around, change: aChange() }
  expect(gapsOf(report).filter((gap) => gap.startsWith('No valid signature'))).toHaveLength(5)
  const html = changeReportHtml(report)
  expect(html.indexOf('<h2>Gaps</h2>')).toBeLessThan(html.indexOf('<h2>Plan</h2>'))
})

test('text from the plant cannot become markup', () => {
  const html = changeReportHtml({ ...around, change: aChange({ title: '<script>x</script>' }) })
  expect(html).not.toContain('<script>')
  expect(html).toContain('&lt;script&gt;')
})
