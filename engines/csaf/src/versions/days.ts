const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH = `(${MONTHS.join('|')})[a-z]*`

const FORMS: readonly { readonly pattern: RegExp; readonly order: readonly DayPart[] }[] = [
  { pattern: /^(\d{4})-(\d\d)-(\d\d)$/, order: ['year', 'month', 'day'] },
  {
    pattern: new RegExp(`^${MONTH}[ /](\\d{1,2}),?[ /](\\d{4})$`, 'i'),
    order: ['month', 'day', 'year'],
  },
  {
    pattern: new RegExp(`^(\\d{1,2})[ -/]${MONTH}[ -/](\\d{4})$`, 'i'),
    order: ['day', 'month', 'year'],
  },
  { pattern: new RegExp(`^${MONTH}[ /](\\d{4})$`, 'i'), order: ['month', 'year'] },
]

type DayPart = 'year' | 'month' | 'day'

/** Days of a text that names one: the first and the last that it can mean. */
export interface Days {
  readonly first: string
  readonly last: string
}

/** `April 1, 2018`, `April/20/2023`, `December 2020`, `2021-06-16`; null where a part is missing. */
export function parseDays(text: string): Days | null {
  const written = text.trim().replace(/\.$/, '').replace(/\s+/g, ' ')
  for (const { pattern, order } of FORMS) {
    const found = pattern.exec(written)
    if (found === null) continue
    const part = (name: DayPart) => found[order.indexOf(name) + 1] ?? ''
    const month = monthOf(part('month'))
    const day = order.includes('day') ? part('day').padStart(2, '0') : null
    if (month === null || (day !== null && (day < '01' || day > '31'))) return null
    const stem = `${part('year')}-${month}`
    return { first: `${stem}-${day ?? '01'}`, last: `${stem}-${day ?? '31'}` }
  }
  return null
}

function monthOf(written: string): string | null {
  const number = /^\d+$/.test(written)
    ? Number(written)
    : MONTHS.indexOf(written.slice(0, 3).toLowerCase()) + 1
  return number >= 1 && number <= 12 ? String(number).padStart(2, '0') : null
}
