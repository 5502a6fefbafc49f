import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** The clauses 6.1.43, 6.1.44 and 6.1.61 say the same of three kinds of number. */
function multipleStars(
  id: string,
  words: string,
  list: 'model_numbers' | 'serial_numbers' | 'skus',
): Rule {
  return {
    id,
    words,
    check({ products }, report) {
      for (const { value, path } of products) {
        for (const [i, text] of (value.product_identification_helper?.[list] ?? []).entries()) {
          // A star behind a backslash stands for itself, a backslash behind one too.
          if ((text.replaceAll(/\\./gs, '').match(/\*/g) ?? []).length < 2) continue
          const at = `${path}/product_identification_helper/${list}/${i}`
          report(at, `${shown(text)} has more than one star`)
        }
      }
    },
  }
}

export const useOfMultipleStarsInModelNumber = multipleStars(
  '6.1.43',
  'Use of Multiple Stars in Model Number',
  'model_numbers',
)

export const useOfMultipleStarsInSerialNumber = multipleStars(
  '6.1.44',
  'Use of Multiple Stars in Serial Number',
  'serial_numbers',
)

export const useOfMultipleStarsInSku = multipleStars(
  '6.1.61',
  'Use of Multiple Stars in SKU',
  'skus',
)
