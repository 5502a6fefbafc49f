import type { Step } from '../change/step.ts'
import { hoursBetween, type Instant, minutesBetween } from '../plant/instant.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import { type Run, type RunView, statusOf, touchedSteps } from './run.ts'

export const BACKUP_AGE_HOURS_MAX = 24

/** What the controller said earlier is not what it says now: an engineer may be online. */
export const PROGRAM_READ_MINUTES_MAX = 5

/** What the controller said just now, read for this decision; null when it could not be read. */
export type ControllerNow = { readonly programSha256: string; readonly readAt: Instant } | null

/** A fresh one may be taken while what runs is still what the first one saved. */
export function mayRetakeBackup(view: RunView, step: Step): boolean {
  if (view.plan === null || step.act.kind !== 'take-backup') return false
  const touched = touchedSteps(view.plan, view.run)
  const stillRunsTheOld = touched.every((one) => one.act.kind === 'put-firmware')
  return statusOf(view.run, step.id) === 'done' && stillRunsTheOld
}

/** Nothing patches without a fresh backup that was read back and still is what the controller runs. */
export function backupRefusals(
  run: Run,
  controller: ControllerNow,
  now: Instant,
): readonly Refusal[] {
  const { backup } = run
  if (backup === null) {
    return [refusalOf('backup-missing', 'There is no backup', 'Do the backup step')]
  }
  const out: Refusal[] = []
  const ageHours = hoursBetween(backup.takenAt, now)
  // Also shut for a date from the future or none at all: a clock that jumped proves no freshness.
  if (!(ageHours >= 0)) {
    const what = `Backup is dated ${backup.takenAt}, later than now`
    out.push(refusalOf('backup-stale', what, 'Take a fresh backup'))
  } else if (ageHours > BACKUP_AGE_HOURS_MAX) {
    const what = `Backup is ${Math.floor(ageHours)} h old; ${BACKUP_AGE_HOURS_MAX} h allowed`
    out.push(refusalOf('backup-stale', what, 'Take a fresh backup'))
  }
  const readBack = backup.readBackAt >= backup.takenAt && backup.readBackAt <= now
  if (!readBack) {
    const what = 'The backup was not read back after it was taken'
    out.push(refusalOf('backup-unverified', what, 'Take a fresh backup'))
  }
  if (controller === null) {
    const what = 'The program signature of the controller could not be read'
    out.push(refusalOf('program-unread', what, 'Restore the maintenance channel'))
  } else if (!readJustNow(controller.readAt, now)) {
    const what = `The program signature was read at ${controller.readAt}, not now`
    out.push(refusalOf('program-unread', what, 'Read it again'))
  } else if (controller.programSha256 !== backup.programSha256) {
    const what = 'The program was edited online since the backup'
    out.push(refusalOf('online-edit', what, 'Take a fresh backup'))
  }
  return out
}

function readJustNow(readAt: Instant, now: Instant): boolean {
  const minutes = minutesBetween(readAt, now)
  return minutes >= 0 && minutes <= PROGRAM_READ_MINUTES_MAX
}
