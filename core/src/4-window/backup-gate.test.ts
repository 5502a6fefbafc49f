import { describe, expect, test } from 'vitest'
import {
  aBackup,
  aChange,
  after,
  does,
  EDITED_PROGRAM,
  kindsOf,
  PROGRAM,
  report,
  send,
  start,
} from '../../../test/builders/a-change.ts'
import { CLOSES, IN_WINDOW, OPENS } from '../../../test/builders/clocks.ts'
import { addMinutes } from '../plant/instant.ts'
import { BACKUP_AGE_HOURS_MAX, backupRefusals, PROGRAM_READ_MINUTES_MAX } from './backup-gate.ts'
import { emptyRun } from './run.ts'

const controller = { programSha256: PROGRAM, readAt: IN_WINDOW }

function gate(fields: Parameters<typeof aBackup>[0], now = IN_WINDOW, read = controller): string[] {
  const run = { ...emptyRun, backup: aBackup(fields) }
  return backupRefusals(run, { ...read, readAt: read.readAt }, now).map(({ kind }) => kind)
}

describe('the backup gate', () => {
  test('opens for a backup that is fresh, read back, and of the program that runs', () => {
    expect(gate({})).toEqual([])
  })

  test('is shut without a backup', () => {
    const kinds = backupRefusals(emptyRun, controller, IN_WINDOW).map(({ kind }) => kind)
    expect(kinds).toEqual(['backup-missing'])
  })

  test('holds for a day to the minute', () => {
    const takenAt = addMinutes(IN_WINDOW, -BACKUP_AGE_HOURS_MAX * 60)
    expect(gate({ takenAt })).toEqual([])
    expect(gate({ takenAt: addMinutes(takenAt, -1) })).toEqual(['backup-stale'])
  })

  test('is shut for a date from the future, and for none at all: a clock that jumped proves nothing', () => {
    expect(gate({ takenAt: CLOSES, readBackAt: CLOSES })).toContain('backup-stale')
    expect(gate({ takenAt: 'yesterday' })).toContain('backup-stale')
  })

  test('is shut for a backup that was not read back after it was taken', () => {
    expect(gate({ readBackAt: OPENS })).toEqual(['backup-unverified'])
    expect(gate({ readBackAt: '' })).toEqual(['backup-unverified'])
    expect(gate({ readBackAt: CLOSES })).toEqual(['backup-unverified'])
  })

  test('is shut by an online edit since the backup', () => {
    const edited = { ...controller, programSha256: EDITED_PROGRAM }
    expect(gate({}, IN_WINDOW, edited)).toEqual(['online-edit'])
  })

  test('is shut while the controller cannot be read, or was read for another decision', () => {
    const run = { ...emptyRun, backup: aBackup() }
    const unread = backupRefusals(run, null, IN_WINDOW).map(({ kind }) => kind)
    expect(unread).toEqual(['program-unread'])
    const now = addMinutes(IN_WINDOW, PROGRAM_READ_MINUTES_MAX)
    expect(gate({}, now)).toEqual([])
    expect(gate({}, addMinutes(now, 1))).toEqual(['program-unread'])
    expect(gate({}, IN_WINDOW, { ...controller, readAt: CLOSES })).toEqual(['program-unread'])
  })

  test('says every reason at once', () => {
    const edited = { ...controller, programSha256: EDITED_PROGRAM }
    const kinds = gate({ takenAt: CLOSES, readBackAt: OPENS }, IN_WINDOW, edited)
    expect(kinds).toEqual(['backup-stale', 'backup-unverified', 'online-edit'])
  })
})

describe('a step that patches', () => {
  const old = aBackup({ takenAt: '2026-11-21T02:30:00.000Z' })
  const stale = after(
    aChange('released'),
    ...[start('backup'), send('backup'), report('backup', 'done', old)],
  )

  test('is refused on a stale backup, and a fresh one may be taken', () => {
    expect(kindsOf(stale, start('transfer'))).toEqual(['backup-stale'])
    const again = { kind: 'start-step', stepId: 'backup', effectId: 'again' } as const
    expect(kindsOf(stale, { ...start('backup'), command: again })).toEqual([])
  })

  test('is withdrawn when the program was edited between intent and send', () => {
    const intended = after(aChange('backed-up'), start('transfer'))
    const edited = { programSha256: EDITED_PROGRAM, readAt: IN_WINDOW }
    const sent = after(intended, { ...send('transfer'), controller: edited })
    expect(sent.run.steps).not.toHaveProperty('transfer')
    expect(after(intended, send('transfer')).run.steps.transfer?.status).toBe('sent')
  })

  test('a backup after the restart would save the wrong thing, and is refused', () => {
    const again = { kind: 'start-step', stepId: 'backup', effectId: 'again' } as const
    const kinds = (station: 'transferred' | 'activated') =>
      kindsOf(aChange(station), { ...start('backup'), command: again })
    expect(kinds('transferred')).toEqual([])
    expect(kinds('activated')).toContain('already-done')
  })

  test('a settled backup step is no backup', () => {
    const unknown = after(
      aChange('released'),
      ...[start('backup'), send('backup'), report('backup', 'unknown')],
    )
    const settle = {
      kind: 'settle-step',
      stepId: 'backup',
      outcome: 'done',
      basis: 'seen',
    } as const
    const settled = after(unknown, { ...start('backup'), command: settle })
    expect(kindsOf(settled, start('transfer'))).toEqual(['backup-missing'])
  })

  test('another step cannot bring a backup along', () => {
    const smuggled = report('transfer', 'done', aBackup({ sha256: 'f'.repeat(64) }))
    const sent = after(aChange('backed-up'), start('transfer'), send('transfer'), smuggled)
    expect(sent.run.backup?.sha256).toBe(aBackup().sha256)
    expect(after(aChange('released'), ...does('backup')).run.backup).not.toBeNull()
  })
})
