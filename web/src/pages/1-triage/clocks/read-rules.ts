import type { EnteredRule } from '@holdpoint/core'

/**
 * `K1 | jurisdiction | clause | words | 35 | 2026-01-01 | 2028-06-30`, one a line; no days for K3, no
 * last day where none is set. What is missing stays empty, and the contract refuses it.
 */
export function readRules(text: string): EnteredRule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [kind = '', jurisdiction = '', clause = '', words = '', days = '', from = '', to = ''] =
        line.split('|').map((part) => part.trim())
      const rule = { kind, jurisdiction, clause, words, effectiveFrom: from }
      const until = { effectiveTo: to === '' ? null : to }
      // Whether K1 is a clock and the days are days is for the contract to say.
      return { ...rule, ...until, days: days === '' ? null : Number(days) } as EnteredRule
    })
}

export function writeRules(rules: readonly EnteredRule[]): string {
  return rules
    .map(({ kind, jurisdiction, clause, words, days, effectiveFrom, effectiveTo }) =>
      [kind, jurisdiction, clause, words, days ?? '', effectiveFrom, effectiveTo ?? ''].join(' | '),
    )
    .join('\n')
}
