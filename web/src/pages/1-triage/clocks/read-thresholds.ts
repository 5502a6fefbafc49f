import type { AlarmThreshold } from '@holdpoint/core'

const LINE = /^(\S+)\s+(\d+)\s*(%|days? before|days? after)\s+(\S+)$/i

/** `K1 80 % warning`, `K1 2 days before alarm`, one a line; the contract refuses any other. */
export function readThresholds(text: string): AlarmThreshold[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, of = line, number = '', unit = '', level = ''] = LINE.exec(line) ?? []
      const count = number === '' ? Number.NaN : Number(number)
      const days = unit.toLowerCase().endsWith('after') ? -count : count
      const at =
        unit === '%'
          ? { kind: 'share' as const, percent: count }
          : { kind: 'days-before' as const, days }
      // Whether these are words of the contract is for the contract to say.
      return { of, at, level: level.toLowerCase() } as AlarmThreshold
    })
}

export function writeThresholds(thresholds: readonly AlarmThreshold[]): string {
  return thresholds
    .map(({ of, at, level }) => {
      if (at.kind === 'share') return `${of} ${at.percent} % ${level}`
      const count = Math.abs(at.days)
      const days = count === 1 ? 'day' : 'days'
      return `${of} ${count} ${days} ${at.days < 0 ? 'after' : 'before'} ${level}`
    })
    .join('\n')
}
