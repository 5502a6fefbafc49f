import {
  compareDigits,
  compareLists,
  compareText,
  firstOf,
  isDigits,
  totalScheme,
} from '../scheme.ts'

interface PypiVersion {
  readonly epoch: string
  readonly release: readonly string[]
  /** Where a release stands by its pre-release word: a, b, rc, then none; -1 for dev alone. */
  readonly stage: number
  readonly preNumber: string
  readonly post: string | null
  readonly dev: string | null
  readonly local: readonly string[]
}

// PEP 440, appendix B, with the spellings that it normalises.
const SHAPE = new RegExp(
  [
    String.raw`^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)`,
    String.raw`(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?`,
    String.raw`(?:-(\d+)|([-_.]?(?:post|rev|r))[-_.]?(\d*))?`,
    String.raw`(?:[-_.]?(dev)[-_.]?(\d*))?`,
    String.raw`(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$`,
  ].join(''),
  'i',
)
const STAGE_DEV_ONLY = -1
const STAGE_FINAL = 3

/** Python packages, by PEP 440. */
export const pypi = totalScheme({
  read: readPypi,
  wants: 'a version by PEP 440 such as 1.2.3, 1.2rc1 or 1.2.post1',
  order: (left, right) =>
    firstOf(
      () => compareDigits(left.epoch, right.epoch),
      () => compareLists(left.release, right.release, '0', compareDigits),
      () => left.stage - right.stage,
      () => compareDigits(left.preNumber, right.preNumber),
      () => compareAbsentFirst(left.post, right.post),
      // A development release comes before what it leads to.
      () => Number(left.dev === null) - Number(right.dev === null),
      () => compareDigits(left.dev ?? '0', right.dev ?? '0'),
      () => compareLists(left.local, right.local, '', compareLocal),
    ),
})

function readPypi(text: string): PypiVersion | null {
  const found = SHAPE.exec(text)
  if (found === null) return null
  const [, epoch = '0', release = '', word, preNumber = ''] = found
  const [dashPost, postWord, postNumber = '', devWord, devNumber = '', local = ''] = found.slice(5)
  const post = dashPost ?? (postWord === undefined ? null : postNumber || '0')
  const dev = devWord === undefined ? null : devNumber || '0'
  const stage =
    word === undefined
      ? dev !== null && post === null
        ? STAGE_DEV_ONLY
        : STAGE_FINAL
      : stageOf(word.toLowerCase())
  const parts = local === '' ? [] : local.toLowerCase().split(/[-_.]/)
  return {
    epoch,
    release: release.split('.'),
    stage,
    preNumber: preNumber || '0',
    post,
    dev,
    local: parts,
  }
}

function stageOf(word: string): number {
  return word.startsWith('a') ? 0 : word.startsWith('b') ? 1 : 2
}

function compareAbsentFirst(left: string | null, right: string | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return compareDigits(left, right)
}

function compareLocal(left: string, right: string): number {
  if (left === '' || right === '') return left.length - right.length
  const [one, other] = [isDigits(left), isDigits(right)]
  if (one && other) return compareDigits(left, right)
  return one === other ? compareText(left, right) : one ? 1 : -1
}
