import { compareDigits, compareLists, compareText, firstOf, totalScheme } from '../scheme.ts'

interface ApkVersion {
  readonly numbers: readonly string[]
  readonly letter: string
  readonly suffixes: readonly Suffix[]
  readonly revision: string
}

interface Suffix {
  readonly rank: number
  readonly number: string
}

const SHAPE = /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d+))?$/
const BEFORE_RELEASE = ['alpha', 'beta', 'pre', 'rc']
const AFTER_RELEASE = ['cvs', 'svn', 'git', 'hg', 'p']
const NO_SUFFIX: Suffix = { rank: 0, number: '0' }

/** Alpine Linux, as its package manager orders: `1.2.3b_rc1-r4`. */
export const apk = totalScheme({
  read: readApk,
  wants: 'a version of Alpine Linux such as 1.2.3_rc1-r4',
  order: (left, right) =>
    firstOf(
      () => compareDigits(left.numbers[0] ?? '0', right.numbers[0] ?? '0'),
      () => compareLists(left.numbers.slice(1), right.numbers.slice(1), '', compareLaterNumbers),
      () => compareText(left.letter, right.letter),
      () => compareLists(left.suffixes, right.suffixes, NO_SUFFIX, compareSuffixes),
      () => compareDigits(left.revision, right.revision),
    ),
})

function readApk(text: string): ApkVersion | null {
  const found = SHAPE.exec(text)
  if (found === null) return null
  const [, numbers = '', letter = '', words = '', revision = '0'] = found
  const suffixes: Suffix[] = []
  for (const word of words.split('_').slice(1)) {
    const [, name = '', number = ''] = /^([a-z]+)(\d*)$/.exec(word) ?? []
    const before = BEFORE_RELEASE.indexOf(name)
    const after = AFTER_RELEASE.indexOf(name)
    if (before < 0 && after < 0) return null
    const rank = before < 0 ? after + 1 : before - BEFORE_RELEASE.length
    suffixes.push({ rank, number: number === '' ? '0' : number })
  }
  return { numbers: numbers.split('.'), letter, suffixes, revision }
}

// After the first dot a leading zero makes a fraction: 1.02 comes before 1.1.
function compareLaterNumbers(left: string, right: string): number {
  if (left === '' || right === '') return left.length - right.length
  if (left.startsWith('0') || right.startsWith('0')) {
    return compareText(left.replace(/0+$/, ''), right.replace(/0+$/, ''))
  }
  return compareDigits(left, right)
}

function compareSuffixes(left: Suffix, right: Suffix): number {
  return left.rank - right.rank || compareDigits(left.number, right.number)
}
