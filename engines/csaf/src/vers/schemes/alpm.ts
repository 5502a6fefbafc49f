import {
  compareDigits,
  compareText,
  firstOf,
  isDigits,
  type Order,
  totalScheme,
} from '../scheme.ts'

interface AlpmVersion {
  readonly epoch: string
  readonly version: string
  readonly release: string | null
}

/** Arch Linux: `epoch:version-release`; a release counts only where both sides name one. */
export const alpm = totalScheme({
  read: readAlpm,
  wants: 'a version of Arch Linux such as 1:2.3-1',
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

function readAlpm(text: string): AlpmVersion | null {
  const found = /^(?:(\d+):)?([^\s:]+?)(?:-([^\s:-]+))?$/.exec(text)
  if (found === null) return null
  return { epoch: found[1] ?? '0', version: found[2] ?? '', release: found[3] ?? null }
}

const RUN = /([^0-9A-Za-z]*)(\d+|[A-Za-z]+)?/y

/** Runs of digits and of letters in turn, as the package manager of Arch Linux walks them. */
function compareRuns(left: string, right: string): Order {
  let [one, other] = [left, right]
  while (one !== '' && other !== '') {
    const [, gap = '', run = ''] = matchAtStart(one)
    const [, otherGap = '', otherRun = ''] = matchAtStart(other)
    if (run === '' || otherRun === '') break
    if (gap.length !== otherGap.length) return gap.length < otherGap.length ? -1 : 1
    if (isDigits(run) !== isDigits(otherRun)) return isDigits(run) ? 1 : -1
    const order = isDigits(run) ? compareDigits(run, otherRun) : compareText(run, otherRun)
    if (order !== 0) return order
    one = one.slice(gap.length + run.length)
    other = other.slice(otherGap.length + otherRun.length)
  }
  if (one === '' && other === '') return 0
  // What is left over is newer, but for letters: 1.0rc comes before 1.0.
  return (one === '' && !/^[A-Za-z]/.test(other)) || /^[A-Za-z]/.test(one) ? -1 : 1
}

function matchAtStart(text: string): RegExpExecArray {
  RUN.lastIndex = 0
  return RUN.exec(text) as RegExpExecArray
}
