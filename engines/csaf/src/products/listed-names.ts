import { namedValuesIn } from '../versions/named-values.ts'

const SLASH_LIST =
  /(?<![A-Za-z0-9])([A-Za-z]+)(\d{2,4})((?:\/\d{2,4}){1,20})([A-Za-z][A-Za-z0-9]*)?(?![\w/])/

/** `Q04/06/13UDPVCPU` is Q04UDPVCPU, Q06UDPVCPU and Q13UDPVCPU; each as the whole name. */
export function modelsOfSlashList(productName: string): readonly string[] {
  const found = SLASH_LIST.exec(productName)
  if (found === null) return []
  const [all, letters, first = '', more = '', behind = ''] = found
  const numbers = [first, ...more.split('/').slice(1)]
  if (numbers.some((number) => number.length !== first.length)) return []
  return numbers.map((number) => productName.replace(all, () => `${letters}${number}${behind}`))
}

/**
 * Products that an advisory lists where the version should be; a bare number or a short code may
 * be anything.
 */
export function productsAmong(listed: string): readonly string[] {
  const values = listed === '' ? null : namedValuesIn(listed)
  if (values === null) return []
  // An "and" may stand between two products or within the name of one.
  return [listed, ...values].filter((value) => /[A-Za-z]{3}/.test(value))
}
