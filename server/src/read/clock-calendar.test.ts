import type { InformationSource, ManagerTask, RunningClock, Unpatched } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { clockCalendar } from './clock-calendar.ts'

const clock: RunningClock = {
  id: 'K1 siemens 0 US',
  kind: 'K1',
  subject: 'Evaluation of Siemens, ProductCERT; größte Quelle für die Steuerungen des ganzen Werks',
  rule: { clause: 'CIP-007-6 R2.2', words: 'Evaluated', jurisdiction: 'US' },
  startedOn: '2026-12-01',
  dueOn: '2026-12-31',
  stoppedOn: null,
  startRecordedOn: '2026-12-01',
  stopRecordedOn: null,
  day: 3,
  standing: 'running',
  severity: null,
  owner: 'ot-cybersecurity-lead',
}
const none = { unpatched: [], sources: [] }
const NOW = '2026-12-04T05:06:07.000Z'

test('an open clock is an all-day event on its last day in time', () => {
  const text = clockCalendar({ clocks: [clock], tasks: [], ...none }, NOW)
  expect(text).toContain('\r\nDTSTAMP:20261204T050607Z\r\n')
  expect(text).toContain('\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n')
  expect(text.replaceAll('\r\n ', '')).toContain('Siemens\\, ProductCERT\\; größte Quelle')
})

test('no line has more than 75 octets, and none is cut within a character', () => {
  for (const line of clockCalendar({ clocks: [clock], tasks: [], ...none }, NOW).split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
    expect(line).not.toContain('\ufffd')
  }
})

test('what stopped or waits for an event has no day', () => {
  const stopped = { ...clock, stoppedOn: '2026-12-02' }
  const clocks = [stopped, { ...clock, dueOn: null }]
  expect(clockCalendar({ clocks, tasks: [], ...none }, NOW)).not.toContain('VEVENT')
})

test('what the CIP senior manager was told is due on its own day, until it is answered', () => {
  const told = { on: '2026-12-28', recordedOn: '2026-12-28', recordedAt: NOW, byName: 'Priya' }
  const change = { changeId: 'c-1', revision: 1, title: 'PLC-1 to 2.0', assetId: 'PLC-1' }
  const about = { kind: 'veto', ...change, ground: 'safety', reason: 'Short', byName: 'Priya' }
  const task = { id: 'veto c-1 1', about, told, dueOn: '2027-01-04', answer: null } as ManagerTask
  const open = clockCalendar({ clocks: [], tasks: [task], ...none }, NOW)
  expect(open).toContain('\r\nDTSTART;VALUE=DATE:20270104\r\n')
  expect(open).toContain('Veto of PLC-1 to 2.0\\, revision 1\\, by Priya')
  const answer = { ...told, verdict: 'noted', reason: 'Planned', late: false } as const
  const answered = clockCalendar({ clocks: [], tasks: [{ ...task, answer }], ...none }, NOW)
  expect(answered).not.toContain('VEVENT')
})

test('means that repair nothing end on a day, and an asset is replaced by one', () => {
  const row = {
    ...{ caseId: 'c1', finding: { assetTag: 'PLC-101', cves: ['CVE-2026-1'] }, means: 'replace' },
    ...{ reason: 'the vendor is gone', term: { until: '2027-05-31', replaceBy: '2028-03-31' } },
  } as unknown as Unpatched
  const calendar = clockCalendar({ clocks: [], tasks: [], unpatched: [row], sources: [] }, NOW)
  const text = calendar.replaceAll('\r\n ', '')
  expect(text).toContain('DTSTART;VALUE=DATE:20270531\r\n')
  expect(text).toContain('SUMMARY:PLC-101 CVE-2026-1: to replace\\, last day\r\n')
  expect(text).toContain('DTSTART;VALUE=DATE:20280331\r\n')
  expect(text).toContain('SUMMARY:PLC-101 CVE-2026-1: replaced by today\r\n')
})

test('a source is to be reviewed by a day, until it is ended', () => {
  const source = {
    ...{ id: 'cisa', name: 'CISA', reviewEveryDays: 35, since: '2026-11-01', ended: null },
    reviews: [],
  } as unknown as InformationSource
  const of = (one: InformationSource) =>
    clockCalendar({ clocks: [], tasks: [], unpatched: [], sources: [one] }, NOW)
  expect(of(source)).toContain('DTSTART;VALUE=DATE:20261206\r\n')
  expect(of(source)).toContain('SUMMARY:Review of source CISA: last day\r\n')
  const ended = { reason: 'replaced', personId: 'mara', at: NOW }
  expect(of({ ...source, ended })).not.toContain('VEVENT')
})
