import { compareDigits, compareText, firstOf, isDigits, totalScheme } from '../scheme.ts'

interface RpmVersion {
  readonly epoch: string
  readonly version: string
  readonly release: string | null
}

/** RPM: `epoch:version-release`; a release counts only where both sides name one. */
export const rpm = totalScheme({
  read: readRpm,
  wants: 'a version of RPM such as 1:2.3~rc1-4.el9',
  order: (left, right) =>
    firstOf(
      () => compareDigits(left.epoch, right.epoch),
      () => compareRuns(left.version, right.version),
      () =>
        left.release === null || right.release === null
          ? 0
          : compareRuns(left.release, right.release),
    ),
})

function readRpm(text: string): RpmVersion | null {
  const found = /^(?:(\d+):)?([A-Za-z0-9._+~^]+)(?:-([A-Za-z0-9._+~^]+))?$/.exec(text)
  if (found === null) return null
  return { epoch: found[1] ?? '0', version: found[2] ?? '', release: found[3] ?? null }
}

/** Digits, letters, `~` and `^` count; every other mark only separates them. */
function compareRuns(left: string, right: string): number {
  const [one, other] = [runsOf(left), runsOf(right)]
  for (let at = 0; ; at++) {
    const [run, otherRun] = [one[at], other[at]]
    if (run === undefined && otherRun === undefined) return 0
    if (rankOf(run) !== rankOf(otherRun)) return rankOf(run) - rankOf(otherRun)
    if (run === undefined || otherRun === undefined) continue
    const order = isDigits(run) ? compareDigits(run, otherRun) : compareText(run, otherRun)
    if (order !== 0) return order
  }
}

function runsOf(text: string): readonly string[] {
  return text.match(/\d+|[A-Za-z]+|[~^]/g) ?? []
}

/** A tilde comes before the end of the version; a caret follows it, before any further run. */
function rankOf(run: string | undefined): number {
  if (run === '~') return 0
  if (run === undefined) return 1
  if (run === '^') return 2
  return isDigits(run) ? 4 : 3
}
