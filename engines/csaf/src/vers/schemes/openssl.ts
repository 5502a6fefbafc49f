import { compareDigits, compareText, firstOf, totalScheme } from '../scheme.ts'
import { compareSemver, readSemver, type Semver } from './semver.ts'

interface OpensslVersion extends Semver {
  /** Before 3.0 the patch is a letter or several: 1.0.2zf. */
  readonly patch: string
}

/** OpenSSL: letters for patches up to 1.1.1, semantic versions from 3.0 on. */
export const openssl = totalScheme({
  read: readOpenssl,
  wants: 'a version of OpenSSL such as 1.1.1k or 3.0.2',
  order: (left, right) =>
    firstOf(
      () => compareSemver({ ...left, preRelease: [] }, { ...right, preRelease: [] }),
      () => compareText(left.patch, right.patch),
      () => compareSemver(left, right),
    ),
})

function readOpenssl(text: string): OpensslVersion | null {
  const found = /^(\d+\.\d+\.\d+)([a-z]*)(-[0-9A-Za-z.-]+)?$/.exec(text)
  if (found === null) return null
  const [, numbers = '', patch = '', preRelease = ''] = found
  const read = readSemver(numbers + preRelease, 3)
  const isLegacy = compareDigits(numbers.split('.')[0] ?? '0', '3') < 0
  return read === null || (patch !== '' && !isLegacy) ? null : { ...read, patch }
}
