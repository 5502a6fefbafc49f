import type { Rule } from '../rule.ts'

export const useOfProductVersionInOnePathWithProductVersionRange: Rule = {
  id: '6.1.58',
  words: 'Use of product_version in one Path with product_version_range',
  check({ branches }, report) {
    for (const { value, path, above } of branches) {
      if (value.product === undefined) continue
      const categories = [...above, value].map(({ category }) => category)
      if (!categories.includes('product_version')) continue
      if (!categories.includes('product_version_range')) continue
      report(`${path}/product`, 'has both a version and a range of versions on the way to it')
    }
  },
}
