import { compareDigits, firstOf, totalScheme } from '../scheme.ts'

interface DebianVersion {
  readonly epoch: string
  readonly upstream: string
  readonly revision: string
}

const SHAPE = /^(?:(\d+):)?(\d[A-Za-z0-9.+~:-]*?)(?:-([A-Za-z0-9+.~]+))?$/

/** Debian and Ubuntu, by the policy manual, section 5.6.12: `epoch:upstream-revision`. */
export const deb = totalScheme({
  read: readDebian,
  wants: 'a version of Debian such as 1:2.3~rc1-4',
  order: (left, right) =>
    firstOf(
      () => compareDigits(left.epoch, right.epoch),
      () => compareRuns(left.upstream, right.upstream),
      () => compareRuns(left.revision, right.revision),
    ),
})

function readDebian(text: string): DebianVersion | null {
  const found = SHAPE.exec(text)
  if (found === null) return null
  return { epoch: found[1] ?? '0', upstream: found[2] ?? '', revision: found[3] ?? '0' }
}

/** What is no digit, then digits, in turn, until one of both decides. */
function compareRuns(left: string, right: string): number {
  let [one, other] = [left, right]
  while (one !== '' || other !== '') {
    const [words, otherWords] = [/^\D*/.exec(one)?.[0] ?? '', /^\D*/.exec(other)?.[0] ?? '']
    const order = compareWords(words, otherWords)
    if (order !== 0) return order
    one = one.slice(words.length)
    other = other.slice(otherWords.length)
    const [digits, otherDigits] = [/^\d*/.exec(one)?.[0] ?? '', /^\d*/.exec(other)?.[0] ?? '']
    const difference = compareDigits(digits || '0', otherDigits || '0')
    if (difference !== 0) return difference
    one = one.slice(digits.length)
    other = other.slice(otherDigits.length)
  }
  return 0
}

function compareWords(left: string, right: string): number {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = weight(left[at]) - weight(right[at])
    if (difference !== 0) return difference
  }
  return 0
}

/** A tilde comes before the end, the end before letters, letters before all else. */
function weight(character: string | undefined): number {
  if (character === '~') return -1
  if (character === undefined) return 0
  const code = character.charCodeAt(0)
  return /[A-Za-z]/.test(character) ? code : code + 256
}
